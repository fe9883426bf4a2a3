/** Statements as files, a few times a day: to print, for a spreadsheet, and for a bookkeeper's program. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { words } from '../kernel/words.js';
import { DailyLooks } from '../metering/daily-looks.js';
import { Database } from '../platform/database/database.js';
import type { Transaction } from '../platform/database/transaction.js';
import type { Paper } from '../platform/pdf/new-pdf.js';
import { journalCsv } from './domain/journal.js';
import { ReadStatements } from './read-statements.js';
import { statementPdf } from './statement-pdf.js';
import { csvOfTable, forPaper, forPrograms, fundTable, givingTable, type StatementTable } from './statement-tables.js';

export const StatementFormat = words('CSV', 'PDF');
export type StatementFormat = keyof typeof StatementFormat;

export interface FileMade {
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

export interface ShownAs {
  readonly format: StatementFormat;
  readonly paper: Paper;
  readonly language: Language;
}

type AmountText = typeof forPaper;

@Injectable()
export class ExportStatement {
  constructor(
    private readonly database: Database,
    private readonly reading: ReadStatements,
    private readonly looks: DailyLooks,
    private readonly clock: Clock,
  ) {}

  giving(viewer: HomeViewer, year: number, as: ShownAs): Promise<FileMade | Refused> {
    return this.counted(viewer.memberId, async (tx) => {
      const its = await this.reading.giving(viewer, year, tx);
      return isRefused(its) ? its : file(`giving-${year}`, (text) => givingTable(its, as.language, text), as);
    });
  }

  fund(viewer: CoordinatorViewer, fundId: string, year: number, as: ShownAs): Promise<FileMade | Refused> {
    return this.counted(viewer.coordinatorId, async (tx) => {
      const its = await this.reading.fund(viewer, fundId, year, tx);
      return isRefused(its) ? its : file(`fund-${year}`, (text) => fundTable(its, as.language, text), as);
    });
  }

  journal(viewer: CoordinatorViewer, year: number, month: number | null): Promise<FileMade | Refused> {
    return this.counted(viewer.coordinatorId, async (tx) => {
      const lines = await this.reading.journal(viewer, year, month, tx);
      if (isRefused(lines)) return lines;
      const name = month === null ? `journal-${year}` : `journal-${year}-${String(month).padStart(2, '0')}`;
      return csvFile(name, journalCsv(lines));
    });
  }

  /** A refusal does not count. */
  private async counted(
    personId: string,
    make: (tx: Transaction) => Promise<FileMade | Refused>,
  ): Promise<FileMade | Refused> {
    return this.database.transaction(
      async (tx) => (await this.looks.statement(tx, personId, this.clock.now())) ?? (await make(tx)),
    );
  }
}

async function file(
  name: string,
  table: (text: AmountText) => StatementTable,
  { format, paper, language }: ShownAs,
): Promise<FileMade> {
  if (format === 'CSV') return csvFile(name, csvOfTable(table(forPrograms)));
  const content = await statementPdf(table(forPaper), language, paper);
  return { fileName: `${name}.pdf`, mediaType: 'application/pdf', content };
}

/** With a mark of UTF-8 in front: without it spreadsheets take it for something older. */
function csvFile(name: string, text: string): FileMade {
  return { fileName: `${name}.csv`, mediaType: 'text/csv; charset=utf-8', content: Buffer.from(`\uFEFF${text}`) };
}
