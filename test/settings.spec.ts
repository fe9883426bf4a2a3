/** Every setting that the program reads is told to operators, in the README or in the page on keys. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from '@jest/globals';

const ROOT = resolve(import.meta.dirname, '..');
const text = (file: string) => readFileSync(resolve(ROOT, file), 'utf8');
/** As these ask the environment for them. */
const ASKED = /environment(?:\[|, )'([A-Z_]+)'/g;
/** Named in the README by what they end in: `OPEN_CLAIMS_NEW`, `_VOUCHED`. */
const SHORTENED = /^(?:OPEN_CLAIMS|WEEKLY_CLAIMS)$/;

it('every setting is in the README', () => {
  const code = ['config', 'read-setting', 'vault-config'].map((name) => text(`src/platform/${name}.ts`)).join('');
  const asked = new Set([...code.matchAll(ASKED)].map(([, name]) => name ?? ''));
  expect(asked.size).toBeGreaterThan(40);
  const told = text('README.md') + text('src/sealing/README.md');
  const endings = [...told.matchAll(/`_([A-Z_]+)`/g)].map(([, ending]) => ending ?? '');
  const untold = [...asked].filter(
    (name) => !told.includes(name) && !SHORTENED.test(name) && !endings.some((ending) => name.endsWith(ending)),
  );
  expect(untold).toEqual([]);
});
