/** Every attack in full against the build as it is, then attacks and specs shortly against the builds that they must notice. */
import { readdir } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type Mutant, mutants } from './mutants.js';
import { runSpec, type SpecRun } from './run-spec.js';
import { WeakenedCopy } from './weakened-copy.js';

const ROOT = resolve(import.meta.dirname, '../..');

interface Line {
  readonly what: string;
  readonly good: boolean;
  readonly found: string;
}

/**
 * `-- canary linkage` runs those attacks and specs alone, `-- --mutants-only` leaves the full runs out, and the name of a weakened build runs
 * that one. Returns whether all is as it should be.
 */
export async function runAttacks(args: readonly string[]): Promise<boolean> {
  const asked = args.filter((its) => !its.startsWith('--'));
  const isAsked = (spec: string) => asked.length === 0 || asked.some((its) => nameOf(spec).includes(its));
  const all = (await attackNames()).map(specOf);
  const attacks = all.filter(isAsked);
  const its = mutants.filter(({ name, attack }) => isAsked(attack) || asked.includes(name));
  const weakened = new Set([...attacks, ...its.map(({ attack }) => attack)]);
  if (weakened.size === 0) throw new Error(`There is no attack, spec or weakened build ${asked.join(', ')}.`);
  const lines: Line[] = [];
  if (!args.includes('--mutants-only')) {
    for (const spec of attacks) lines.push(say(inFull(nameOf(spec), await runSpec(ROOT, spec, 'full'))));
  }
  const copy = await WeakenedCopy.make();
  try {
    for (const spec of weakened) {
      const ofSpec = its.filter(({ attack }) => attack === spec);
      for await (const line of againstMutants(copy, spec, ofSpec)) lines.push(say(line));
    }
  } finally {
    await copy.remove();
  }
  const bad = lines.filter(({ good }) => !good);
  process.stdout.write(`\n${lines.map(row).join('')}\n`);
  process.stdout.write(bad.length === 0 ? 'All as it should be.\n' : `${bad.length} of ${lines.length} are not.\n`);
  return bad.length === 0;
}

/** By their files, without the ending. */
export async function attackNames(): Promise<string[]> {
  const files = await readdir(import.meta.dirname);
  return files.flatMap((file) => /^(.+)\.e2e-spec\.ts$/.exec(file)?.[1] ?? []).toSorted();
}

function nameOf(spec: string): string {
  return basename(spec).replace(/(\.e2e-spec|\.spec)\.ts$/, '');
}

function specOf(name: string): string {
  return `test/attacks/${name}.e2e-spec.ts`;
}

/** The whole copy first: what fails there anyway says nothing of a wall. */
async function* againstMutants(copy: WeakenedCopy, spec: string, its: readonly Mutant[]): AsyncGenerator<Line> {
  const name = nameOf(spec);
  if (its.length === 0) {
    yield { what: `${name}, weakened`, good: false, found: 'no mutant is there to notice' };
    return;
  }
  const whole = await runSpec(copy.folder, spec, 'short');
  if (whole.outcome !== 'held') {
    yield { what: `${name}, not weakened`, good: false, found: toldOf(whole) };
    return;
  }
  yield { what: `${name}, not weakened`, good: true, found: `held, shortly; ${countsOf(whole)}` };
  for (const mutant of its) {
    const run = await copy.without(mutant, () => runSpec(copy.folder, spec, 'short'));
    yield weakenedLine(name, mutant, run);
  }
}

function inFull(name: string, run: SpecRun): Line {
  return run.outcome === 'held'
    ? { what: name, good: true, found: `held in ${run.seconds.toFixed(0)} s; ${countsOf(run)}` }
    : { what: name, good: false, found: `NOT HELD; ${countsOf(run)}\n    ${toldOf(run)}` };
}

function countsOf({ counts }: SpecRun): string {
  return counts.map((line) => line.replace(/^attack /, '')).join('; ');
}

function weakenedLine(name: string, { name: mutant, weakens }: Mutant, run: SpecRun): Line {
  const what = `${name}, ${mutant}`;
  if (run.outcome === 'noticed') return { what, good: true, found: `noticed: ${weakens}` };
  const how = run.outcome === 'held' ? 'NOT NOTICED' : `BROKE instead of noticing: ${toldOf(run)}`;
  return { what, good: false, found: `${how}: ${weakens}` };
}

function toldOf({ outcome, failures }: SpecRun): string {
  return `${outcome}\n    ${failures.join('\n    ')}`;
}

function say(line: Line): Line {
  process.stdout.write(`${line.what}: ${line.found}\n`);
  return line;
}

function row({ what, good, found }: Line): string {
  return `${good ? 'ok    ' : 'FAILED'} ${what.padEnd(44)} ${found.split('\n')[0]}\n`;
}
