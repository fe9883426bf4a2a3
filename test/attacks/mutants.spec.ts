/** Every attack has a mutant that it must notice, and every mutant still finds the wall that it takes away. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Mutant, mutants, weakened } from './mutants.js';
import { attackNames } from './run-attacks.js';

const ROOT = resolve(import.meta.dirname, '../..');

it('every attack has at least one mutant', async () => {
  const attacks = (await attackNames()).map((name) => `test/attacks/${name}.e2e-spec.ts`);
  expect(mutants.map(({ attack }) => attack)).toEqual(expect.arrayContaining(attacks));
});

it('no two mutants have one name', () => {
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
});

describe('a mutant', () => {
  it.each(mutants.map((its): [string, Mutant] => [its.name, its]))('takes one wall away: %s', (_name, mutant) => {
    expect(existsSync(join(ROOT, mutant.attack))).toBe(true);
    const source = readFileSync(join(ROOT, mutant.file), 'utf8');
    expect(weakened(mutant, source)).not.toBe(source);
  });

  const its: Mutant = { name: 'x', attack: '', file: 'a.ts', find: 'wall', replace: 'gap', weakens: '' };
  it('is refused when its wall is not there, or there twice', () => {
    expect(weakened(its, 'a wall here')).toBe('a gap here');
    expect(() => weakened(its, 'nothing')).toThrow('not in a.ts');
    expect(() => weakened(its, 'wall and wall')).toThrow('more than once');
  });
});
