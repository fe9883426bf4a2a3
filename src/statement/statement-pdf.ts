/** A statement on paper: a title, a table that goes on over as many pages as it needs, and what it does not say. The same bytes each time. */
import type { Language } from '../kernel/refusals.js';
import { newPdf, type Paper, POINTS_PER_MM, pdfBytes } from '../platform/pdf/new-pdf.js';
import type { StatementTable } from './statement-tables.js';

const MARGIN_MM = 18;
const LINE = '#999999';

export async function statementPdf(table: StatementTable, language: Language, paper: Paper): Promise<Buffer> {
  const title = printable(table.title);
  const pdf = await newPdf({ paper, title, language, margin: MARGIN_MM });
  pdf.font('Helvetica-Bold').fontSize(15).text(title, { features: [] }).moveDown();
  pdf.font('Helvetica').fontSize(9);
  const firstAmount = table.head.length - table.amounts;
  // Words take what the amounts and codes leave.
  const columnStyles = table.head.map((_, at) => ({
    width: at === 1 ? '*' : (at >= firstAmount ? 28 : 20) * POINTS_PER_MM,
    align: { x: at >= firstAmount ? 'right' : 'left', y: 'center' },
  }));
  const cells = [
    table.head,
    ...table.rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : cell.plain))),
  ];
  pdf.table({
    columnStyles: columnStyles as PDFKit.Mixins.ColumnStyle[],
    rowStyles: (at) => ({ border: [0, 0, at === 0 ? 1 : 0.5, 0], borderColor: LINE, padding: 3 }),
    data: cells.map((row) => row.map(printable)),
  });
  pdf.moveDown();
  for (const note of table.notes) pdf.text(printable(note), { features: [] });
  return pdfBytes(pdf);
}

/** Beyond Latin 1, Windows-1252 has these. */
const ALSO = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

/** Letters that the typeface does not have become a sign for one that is missing. */
function printable(text: string): string {
  return [...text.normalize('NFC')]
    .map((letter) => (/^[\u0020-\u007E\u00A0-\u00FF]$/u.test(letter) || ALSO.includes(letter) ? letter : '?'))
    .join('');
}
