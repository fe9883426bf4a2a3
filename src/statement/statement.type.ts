/** Statements as the API shows them, and the files that are made of them. */
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsEnum, IsOptional, MaxLength } from 'class-validator';
import type { Money } from '../kernel/money.js';
import { TransferKind } from '../kernel/transfer.js';
import { words } from '../kernel/words.js';
import { MoneyType } from '../platform/graphql/money.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { CurrencyScalar, LocalDateScalar } from '../platform/graphql/scalars.js';
import { MoneyPurpose } from '../request/request-words.type.js';
import { GivenThrough } from './domain/giving.js';
import { StatementFormat } from './export-statement.js';

registerEnumType(GivenThrough, {
  name: 'GivenThrough',
  description: 'What a gift of money went through. It never says for whom.',
  valuesMap: {
    FUND: { description: 'A fund of the partner.' },
    DRIVE: { description: 'A drive that a home began.' },
    NEED: { description: 'What is pledged to a kind of need in an area.' },
    OFFER: { description: 'An offer of money that the partner took from.' },
  },
});
registerEnumType(TransferKind, {
  name: 'TransferKind',
  description: 'What a transfer of the ledger is.',
  valuesMap: {
    OPENING: { description: 'What there was before there was a ledger.' },
    PLEDGED: { description: 'A home promised it.' },
    PLEDGE_WITHDRAWN: { description: 'It is promised no more.' },
    RECEIVED: { description: 'It came from a home.' },
    GIVEN_BACK: { description: 'It went back to a home.' },
    ALLOCATED: { description: 'It was set aside for a request.' },
    RELEASED: { description: 'It is set aside no more.' },
    PAID: { description: 'It went to a family.' },
    PAYMENT_RETURNED: { description: 'A payment came back.' },
    MOVED: { description: "It went to the partner's holding, since its fund closed." },
    REIMBURSED: { description: 'A home had it for what groceries or a ride cost.' },
    REVERSED: { description: 'It undoes another transfer.' },
  },
});
registerEnumType(StatementFormat, {
  name: 'StatementFormat',
  description: 'What a statement is written as.',
  valuesMap: {
    CSV: { description: 'A table for spreadsheets: RFC 4180, UTF-8, amounts with a point.' },
    PDF: { description: 'To print.' },
  },
});
export const StatementPaper = words('LETTER', 'A4');
export type StatementPaper = keyof typeof StatementPaper;
registerEnumType(StatementPaper, {
  name: 'StatementPaper',
  description: 'Which paper a PDF is for.',
  valuesMap: { LETTER: { description: '8.5 by 11 inches.' }, A4: { description: '210 by 297 millimetres.' } },
});

const PLEDGED = 'Promised, less what was taken back; below zero when more of an earlier year was.';
const GIVEN = 'What came, before what the bank kept.';

@ObjectType({ description: 'What a home gave in a month, through one fund. That home alone reads it.' })
export class GivingOfMonth {
  @Field(() => LocalDateScalar, { description: 'The first day of the month, in UTC.' })
  month: string;

  @Field(() => GivenThrough, { description: 'What it went through.' })
  through: GivenThrough;

  @Field(() => String, { nullable: true, description: 'The title of the fund or drive; null for the others.' })
  fundTitle: string | null;

  @Field(() => MoneyType, { description: PLEDGED })
  pledged: Money;

  @Field(() => MoneyType, { description: GIVEN })
  given: Money;

  @Field(() => MoneyType, { description: 'What went back to the home.' })
  givenBack: Money;
}

@ObjectType({ description: 'What a home gave in a year, in one currency. That home alone reads it.' })
export class GivingInCurrency {
  @Field(() => CurrencyScalar, { description: 'ISO 4217.' })
  currency: string;

  @Field(() => MoneyType, { description: PLEDGED })
  pledged: Money;

  @Field(() => MoneyType, { description: GIVEN })
  given: Money;

  @Field(() => MoneyType, { description: 'What went back to the home.' })
  givenBack: Money;

  @Field(() => [GivingOfMonth], { description: 'Month by month and fund by fund; they sum to the year.' })
  months: GivingOfMonth[];
}

@ObjectType({ description: "A home's giving in a year. That home alone reads it; for whom it was it does not say." })
export class GivingStatement {
  @Field(() => Int, { description: 'The year, in UTC.' })
  year: number;

  @Field(() => [GivingInCurrency], { description: 'Each currency by itself; nothing is converted.' })
  currencies: GivingInCurrency[];
}

@ObjectType({ description: 'What moved a fund in a month, of one kind. Administrators of its partner read it.' })
export class FundMovement {
  @Field(() => LocalDateScalar, { description: 'The first day of the month, in UTC.' })
  month: string;

  @Field(() => TransferKind, { description: 'What it was.' })
  kind: TransferKind;

  @Field(() => MoneyType, { description: 'What came into the fund.' })
  in: Money;

  @Field(() => MoneyType, { description: 'What went out of it.' })
  out: Money;
}

@ObjectType({ description: 'What a fund paid for a purpose. Administrators of its partner read it.' })
export class FundPurpose {
  @Field(() => MoneyPurpose, { nullable: true, description: 'What for; null for several purposes together.' })
  purpose: keyof typeof MoneyPurpose | null;

  @Field(() => MoneyType, { description: 'How much altogether.' })
  amount: Money;
}

@ObjectType({
  description:
    'A year of a fund, to the cent that of the ledger. Administrators of its partner read it; no giver and no family is in it.',
})
export class FundReport {
  @Field(() => ID, { description: 'The fund.' })
  fundId: string;

  @Field(() => String, { nullable: true, description: 'Its title; null for a kind of need in an area.' })
  fundTitle: string | null;

  @Field(() => Int, { description: 'The year, in UTC.' })
  year: number;

  @Field(() => MoneyType, { description: 'What was there when the year began.' })
  opening: Money;

  @Field(() => MoneyType, { description: 'What came into it.' })
  in: Money;

  @Field(() => MoneyType, { description: 'What went out of it.' })
  out: Money;

  @Field(() => MoneyType, { description: 'What is there at the end of the year, or now: opening, and in, less out.' })
  closing: Money;

  @Field(() => [FundMovement], { description: 'By month and kind of transfer; they sum to the year.' })
  movements: FundMovement[];

  @Field(() => [FundPurpose], {
    description:
      'What was paid for what, in months of the year that are over and where there were enough families; the rest is in none of them.',
  })
  purposes: FundPurpose[];

  @Field(() => Int, {
    nullable: true,
    description: 'How many homes gave to it in the year; null when they are so few that one of them could be told.',
  })
  givers: number | null;
}

@InputType({ isAbstract: true })
abstract class StatementInput {
  @Field(() => Int, { description: 'A year that has begun, from 2020 on, in UTC.' })
  year: number;

  @Field(() => StatementFormat, { description: 'What it is written as.' })
  @IsEnum(StatementFormat)
  format: StatementFormat;

  @Field(() => StatementPaper, { nullable: true, description: 'For a PDF; LETTER when left out.' })
  @IsOptional()
  @IsEnum(StatementPaper)
  paper?: StatementPaper | null;
}

@InputType({ description: 'Which year of your giving, and as what.' })
export class ExportGivingStatementInput extends StatementInput {}

@InputType({ description: 'Which year of which fund, and as what.' })
export class ExportFundReportInput extends StatementInput {
  @Field(() => ID, { description: 'A fund of your partner.' })
  @MaxLength(60)
  fundId: string;
}

@InputType({ description: 'Which part of the journal.' })
export class ExportJournalInput {
  @Field(() => Int, { description: 'A year that has begun, from 2020 on, in UTC.' })
  year: number;

  @Field(() => Int, {
    nullable: true,
    description: 'A month of it, 1 to 12. Left out, all of it, unless it has more than 20,000 lines.',
  })
  @IsOptional()
  month?: number | null;
}

@ObjectType({ description: 'A file that was just made. It is kept nowhere.' })
export class StatementExported {
  @Field(() => String, { description: 'What to call it. It names nobody.' })
  fileName: string;

  @Field(() => String, { description: 'Its media type, for a browser to save or show it.' })
  mediaType: string;

  @Field(() => String, { description: 'The file, in Base64.' })
  content: string;
}

export const StatementExportResult = resultUnion('StatementExportResult', StatementExported, 'The file, or why not.');
