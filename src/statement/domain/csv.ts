/**
 * Tables as CSV (RFC 4180: commas, doubled quotes, CRLF; UTF-8). Text that a spreadsheet would take for a formula is marked as text with an
 * apostrophe: titles are written by people. https://owasp.org/www-community/attacks/CSV_Injection
 */

/** Text as somebody wrote it; `plain`: numbers, dates and words of ours, as they are. */
export type Cell = string | { readonly plain: string };

const FORMULA = /^[\s\p{C}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u;
const TO_QUOTE = /[",\r\n]|^\s|\s$/;

export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: Cell): string {
  const text = typeof cell === 'string' ? marked(cell) : cell.plain;
  return TO_QUOTE.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Controls and breaks of lines, which start a cell of their own in some programs, become blanks. */
function marked(text: string): string {
  const plain = text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ');
  return FORMULA.test(plain) ? `'${plain}` : plain;
}
