/** The catalogue of refusals holds both ways: each code is given somewhere, expected by some test over the API, and told in the schema. */
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, isEnumType } from 'graphql';
import { type RefusalCode, refusals } from '../src/kernel/refusals.js';

const root = resolve(import.meta.dirname, '..');
const codes = Object.keys(refusals).sort() as RefusalCode[]; // The keys of the catalogue are the codes.

/** What these files say, without their comments. */
function textOf(pattern: string, but: (file: string) => boolean): string {
  return globSync(pattern, { cwd: root })
    .filter((file) => !but(file))
    .map((file) => readFileSync(resolve(root, file), 'utf8').replaceAll(/^\s*(\/\/|\/?\*).*$/gm, ''))
    .join('\n');
}

const saidBy = (text: string) => new Set([...text.matchAll(/(?<=')[A-Z]+(?:_[A-Z]+)*(?=')/g)].map(([code]) => code));

describe('every code of the catalogue', () => {
  it('is given by some rule', () => {
    const given = saidBy(textOf('src/**/*.ts', (file) => /\.spec\.ts$|kernel\/refusals\.ts$/.test(file)));
    expect(codes.filter((code) => !given.has(code))).toEqual([]);
  });

  it('is expected by some test over the API', () => {
    const expected = saidBy(textOf('test/*.e2e-spec.ts', () => false));
    expect(codes.filter((code) => !expected.has(code))).toEqual([]);
  });

  it('is told in the schema as the catalogue tells it, in both languages, and nothing else is', () => {
    const type = buildSchema(readFileSync(resolve(root, 'schema.gql'), 'utf8')).getType('RefusalCode');
    const values = isEnumType(type) ? type.getValues() : [];
    expect(values.map(({ name, description }) => [name, description])).toEqual(
      codes.map((code) => [code, refusals[code].when]),
    );
    for (const { en, es } of Object.values(refusals)) {
      expect([en, es]).toEqual([expect.stringMatching(/\S\.$/), expect.stringMatching(/\S\.$/)]);
      expect(en).not.toBe(es);
    }
  });
});
