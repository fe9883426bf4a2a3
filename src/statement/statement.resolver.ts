/** Homes read and print what they gave; administrators of a partner what its funds did, and hand the journal to their bookkeeper. */
import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, AllowRoles } from '../access/allow.guard.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { CurrentLanguage, CurrentViewer } from '../platform/graphql/call-context.js';
import type { GivingAmounts } from './domain/giving.js';
import { ExportStatement, type FileMade, type ShownAs } from './export-statement.js';
import { ReadStatements } from './read-statements.js';
import {
  ExportFundReportInput,
  ExportGivingStatementInput,
  ExportJournalInput,
  type FundPurpose,
  FundReport,
  GivingStatement,
  type StatementExported,
  StatementExportResult,
} from './statement.type.js';

type Answer = Promise<StatementExported | Refused>;

@Resolver()
export class StatementResolver {
  constructor(
    private readonly reading: ReadStatements,
    private readonly exporting: ExportStatement,
  ) {}

  @Query(() => GivingStatement, {
    description:
      'Homes: what your home pledged and gave in a year, by month and fund. For whom it was nobody reads here.',
  })
  @Allow('HOME')
  async givingStatement(
    @Args('year', { type: () => Int, description: 'From 2020 to this year, in UTC.' }) year: number,
    @CurrentViewer() viewer: HomeViewer,
  ): Promise<GivingStatement | Refused> {
    const its = await this.reading.giving(viewer, year);
    if (isRefused(its)) return its;
    const amounts = ({ pledged, given, givenBack }: GivingAmounts, currency: string) => ({
      pledged: { minor: pledged, currency },
      given: { minor: given, currency },
      givenBack: { minor: givenBack, currency },
    });
    return {
      year,
      currencies: its.currencies.map(({ currency, months, ...all }) => ({
        ...{ currency, ...amounts(all, currency) },
        months: months.map(({ month, through, fundTitle, ...its }) => ({
          ...{ month, through, fundTitle, ...amounts(its, currency) },
        })),
      })),
    };
  }

  @Query(() => FundReport, {
    description:
      'Coordinators who are ADMIN: a year of a fund of your partner: what was there, what came, what went, what is there.',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  async fundReport(
    @Args('fundId', { type: () => ID, description: 'A fund of your partner.' }) fundId: string,
    @Args('year', { type: () => Int, description: 'From 2020 to this year, in UTC.' }) year: number,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Promise<FundReport | Refused> {
    const its = await this.reading.fund(viewer, fundId, year);
    if (isRefused(its)) return its;
    const { currency } = its;
    const money = (minor: number) => ({ minor, currency });
    return {
      ...{ fundId, fundTitle: its.fundTitle, year, givers: its.givers },
      ...{ opening: money(its.opening), in: money(its.in), out: money(its.out), closing: money(its.closing) },
      purposes: its.purposes.map(({ purpose, amount }) => ({
        purpose: purpose as FundPurpose['purpose'], // The column holds only these words.
        amount: money(amount),
      })),
      movements: its.movements.map(({ month, kind, ...moved }) => ({
        ...{ month, kind, in: money(moved.in), out: money(moved.out) },
      })),
    };
  }

  @Mutation(() => StatementExportResult, {
    description:
      'Homes: what your home gave in a year, as a file in the language of Accept-Language. A few files a day for each member (EXPORTS_PER_DAY).',
  })
  @Allow('HOME')
  async exportGivingStatement(
    @Args('input') { year, ...input }: ExportGivingStatementInput,
    @CurrentViewer() viewer: HomeViewer,
    @CurrentLanguage() language: Language,
  ): Answer {
    return answer(await this.exporting.giving(viewer, year, shownAs(input, language)));
  }

  @Mutation(() => StatementExportResult, {
    description:
      'Coordinators: a year of a fund of your partner, as a file in the language of Accept-Language. A few files a day for each coordinator (EXPORTS_PER_DAY).',
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  async exportFundReport(
    @Args('input') { fundId, year, ...input }: ExportFundReportInput,
    @CurrentViewer() viewer: CoordinatorViewer,
    @CurrentLanguage() language: Language,
  ): Answer {
    return answer(await this.exporting.fund(viewer, fundId, year, shownAs(input, language)));
  }

  @Mutation(() => StatementExportResult, {
    description:
      "Coordinators: your partner's journal for a bookkeeping program, as CSV: date, transfer, kind, account_code, account, debit, credit, currency, and for a correction what it reverses and the reason; a line for each entry, in English whatever the language. Debits and credits of a transfer are equal. No giver and no request is in it. A few files a day for each coordinator (EXPORTS_PER_DAY).",
  })
  @Allow('COORDINATOR')
  @AllowRoles('ADMIN')
  async exportJournal(
    @Args('input') { year, month = null }: ExportJournalInput,
    @CurrentViewer() viewer: CoordinatorViewer,
  ): Answer {
    return answer(await this.exporting.journal(viewer, year, month));
  }
}

function shownAs({ format, paper }: Pick<ExportGivingStatementInput, 'format' | 'paper'>, language: Language): ShownAs {
  return { format, paper: paper === 'A4' ? 'a4' : 'letter', language };
}

function answer(made: FileMade | Refused): StatementExported | Refused {
  return isRefused(made) ? made : { ...made, content: made.content.toString('base64') };
}
