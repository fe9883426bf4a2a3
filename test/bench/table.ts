/** Figures as people read them: a title, columns, rows. */

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export function printTable({ title, columns, rows }: Table): void {
  const lines = [columns, ...rows.map((row) => row.map(String))];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => (line[at] ?? '').length)));
  const text = lines.map((line) => `  ${line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd());
  process.stdout.write(`\n${title}\n${text.join('\n')}\n`);
}

/** Of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const inOrder = [...values].sort((a, b) => a - b);
  const middle = inOrder.length / 2;
  const [low = Number.NaN, high = Number.NaN] = [inOrder[Math.ceil(middle) - 1], inOrder[Math.floor(middle)]];
  return (low + high) / 2;
}

/** The smallest value that this share of them does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const inOrder = [...values].sort((a, b) => a - b);
  return inOrder[Math.max(0, Math.ceil(inOrder.length * share) - 1)] ?? Number.NaN;
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
