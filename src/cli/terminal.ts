/** What a command answers: lines for a person, or with --json one document for a program; everything else goes to standard error. */
import { isRefused, type Refused } from '../kernel/decision.js';
import { refusalMessage } from '../kernel/refusals.js';

export interface Answer {
  /** For programs: everything that the lines say. */
  readonly json: unknown;
  readonly lines: readonly string[];
}

/** Makes an action out of what answers: says the answer, as JSON if that was asked for, and sets the exit code. */
export type Act = <Args extends unknown[]>(
  work: (...args: Args) => Promise<Answer | Refused>,
) => (...args: Args) => Promise<void>;

/** 0: done. 1: not done, and why is said. 2: the command was not understood. */
export const EXIT = { done: 0, notDone: 1, misunderstood: 2 } as const;

/** Says it, and returns the exit code. */
export function tell(answer: Answer | Refused, asJson: boolean): number {
  if (isRefused(answer)) {
    const { code, path } = answer;
    if (asJson) say(JSON.stringify({ refused: { code, ...(path && { path }) } }));
    else complain(`${refusalMessage(code, 'en')} (${[code, ...(path ?? [])].join(' ')})`);
    return EXIT.notDone;
  }
  if (asJson) say(JSON.stringify(answer.json));
  else for (const line of answer.lines) say(line);
  return EXIT.done;
}

export function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Columns as wide as their widest cell, under their titles; a sentence when there are no rows. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[], whenEmpty: string): string[] {
  if (rows.length === 0) return [whenEmpty];
  const all = [titles, ...rows];
  const widths = titles.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
