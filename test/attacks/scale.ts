/** How hard an attack tries, and how it says what it did: `npm test` tries shortly, `npm run attacks` in full. */

/** Set by `npm run attacks`. */
const inFull = process.env['ATTACKS'] === 'full';

/** A count or a length of time: the short one in `npm test`. */
export function tries({ short, full }: { short: number; full: number }): number {
  return inFull ? full : short;
}

/** One line of what was tried and what came of it, past jest's own reporters. */
export function report(attack: string, found: Readonly<Record<string, number | string>>): void {
  const counts = Object.entries(found).map(([what, count]) => `${what}: ${count}`);
  process.stdout.write(`attack ${attack} (${inFull ? 'full' : 'short'}): ${counts.join(', ')}\n`);
}

/** How far an attack in full has come, for whoever waits for it. */
export function progress(attack: string, done: number, all: number): void {
  if (inFull) process.stdout.write(`${attack}: ${done} of ${all}\n`);
}
