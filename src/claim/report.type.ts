/** Concerns as they are sent in, and as coordinators read them. */
import { ArgsType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { IsOptional, MaxLength } from 'class-validator';
import { connectionOf } from '../platform/graphql/connection.type.js';
import { PageArgs } from '../platform/graphql/page.args.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { LocalDateScalar } from '../platform/graphql/scalars.js';
import { Party, ReportReason } from './claim-words.type.js';

@InputType({
  description: 'Reports a concern about a claim of yours, or a request that you see: exactly one of the two.',
})
export class ReportConcernInput {
  @Field(() => ID, { nullable: true, description: 'A claim that you are part of, live or ended.' })
  @IsOptional()
  @MaxLength(60)
  claimId?: string | null;

  @Field(() => ID, { nullable: true, description: 'A request that you see, or that is yours.' })
  @IsOptional()
  @MaxLength(60)
  requestId?: string | null;

  @Field(() => ReportReason, { description: 'What it is about.' })
  reason: keyof typeof ReportReason;

  @Field(() => String, {
    nullable: true,
    description: 'What happened, at most 2000 characters. Sealed for the coordinators; required with OTHER.',
  })
  @IsOptional()
  @MaxLength(8_000)
  text?: string | null;
}

@InputType({ description: 'Settles a concern.' })
export class SettleReportInput {
  @Field(() => ID, { description: 'The report.' })
  @MaxLength(60)
  reportId: string;

  @Field(() => Boolean, { description: 'Whether there was something to it.' })
  upheld: boolean;
}

@ArgsType()
export class ReportsArgs extends PageArgs {
  @Field(() => Boolean, {
    defaultValue: true,
    description: 'Those that nobody has settled yet; false: the settled ones.',
  })
  open: boolean;
}

@ObjectType({
  description:
    'A concern that somebody reported. Seen by coordinators of the partner that looks after what it is about.',
})
export class Report {
  /** Not in the schema: read on asking. */
  claimId: string | null;
  requestId: string | null;

  @Field(() => ID, { description: 'Random.' })
  id: string;

  @Field(() => Party, { description: 'Which side reported it.' })
  reportedBy: keyof typeof Party;

  @Field(() => ReportReason, { description: 'What it is about.' })
  reason: keyof typeof ReportReason;

  @Field(() => String, {
    nullable: true,
    description: 'What was said. Null when nothing was, and 30 days later.',
  })
  text: string | null;

  @Field(() => LocalDateScalar, { description: 'The date of the report, in UTC.' })
  reportedOn: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The date on which it was settled; null while open.' })
  settledOn: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether there was something to it; null while open.' })
  upheld: boolean | null;
}

export const ReportConnection = connectionOf<Report>('Report', () => Report);

@ObjectType({ description: 'The concern was passed on to the coordinators.' })
export class ConcernReported {
  @Field(() => ID, { description: 'The report, to speak of it with a coordinator.' })
  reportId: string;
}

@ObjectType({ description: 'The concern is settled.' })
export class ReportSettled {
  @Field(() => Report, { description: 'The report.' })
  report: Report;
}

export const ReportConcernResult = resultUnion('ReportConcernResult', ConcernReported, 'Reported, or why not.');
export const SettleReportResult = resultUnion('SettleReportResult', ReportSettled, 'Settled, or why not.');
