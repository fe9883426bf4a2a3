/** Runs the benchmarks one after the other, prints a table of each, and keeps the figures in results.json. */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureBranch } from './branch.js';
import { measureClaims } from './claims.js';
import { measureDispatch } from './dispatch.js';
import { measureLine } from './line.js';
import { measureMoney } from './money.js';
import { measurePage } from './page.js';
import { measureStarts } from './starts.js';
import { measureSuggest } from './suggest.js';
import type { Table } from './table.js';
import { printTable } from './table.js';
import { measureWidening } from './widening.js';

const RESULTS = join(import.meta.dirname, 'results.json');
const NAMES = ['starts', 'line', 'page', 'widening', 'branch', 'suggest', 'claims', 'money', 'dispatch'] as const;
type Name = (typeof NAMES)[number];

interface Figures {
  readonly table: Table;
  readonly figures: Readonly<Record<string, unknown>>;
}

export async function bench(parameters: string[]): Promise<void> {
  const { values } = parseArgs({
    args: parameters,
    options: {
      /** Some of them, separated by commas. */
      only: { type: 'string', default: NAMES.join(',') },
      starts: { type: 'string', default: '3' },
      rounds: { type: 'string', default: '200' },
      callers: { type: 'string', default: '1000' },
      rows: { type: 'string', default: '100000' },
      turns: { type: 'string', default: '25' },
      allocations: { type: 'string', default: '100000' },
      entries: { type: 'string', default: '1000000' },
      size: { type: 'string', default: '2000' },
      /** Other servers beside it. */
      peers: { type: 'boolean', default: false },
      homes: { type: 'string', default: '10000' },
      times: { type: 'string', default: '7' },
    },
  });
  const measure: Readonly<Record<Name, () => Promise<Figures>>> = {
    starts: () => measureStarts(Number(values.starts)),
    line: () => measureLine(Number(values.rounds), Number(values.callers)),
    page: () => measurePage(Number(values.rows), Number(values.turns), values.peers),
    widening: () => measureWidening(Number(values.rows)),
    money: () => measureMoney(Number(values.allocations), Number(values.entries)),
    dispatch: () => measureDispatch(Number(values.size)),
    suggest: () => measureSuggest(Number(values.rows)),
    claims: () => measureClaims(),
    branch: () => measureBranch(Number(values.homes), Number(values.times)),
  };
  const results = await earlierResults();
  for (const name of NAMES.filter((its) => values.only.split(',').includes(its))) {
    process.stdout.write(`\n${name} …\n`);
    const { table, figures } = await measure[name]();
    printTable(table);
    results[name] = { measured: measuredOn(), ...figures };
    await writeFile(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  }
}

/** A run of some leaves the figures of the others as they were. */
async function earlierResults(): Promise<Record<string, unknown>> {
  const text = await readFile(RESULTS, 'utf8').catch(() => '{}');
  return JSON.parse(text) as Record<string, unknown>; // Our own file, an object.
}

function measuredOn() {
  return {
    on: new Date().toISOString().slice(0, 10),
    node: process.version,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
}
