import { describe, expect, it } from '@jest/globals';
import { standsBelow } from '../../kernel/partner-level.js';
import { decideProgram, type ProgramInput, programFor } from './program.js';

const AREAS = ['822a17fffffffff', '832a10fffffffff', '842a107ffffffff'];
const blank: ProgramInput = {
  ...{ name: 'Pantry', kinds: ['GROCERY'], languages: ['es'], areas: AREAS },
  ...{ contactForFamilies: null, contactForFamiliesEs: null },
};

describe('a program', () => {
  it('names each kind, language and area once', () => {
    const input = { ...blank, kinds: ['TIME', 'GROCERY', 'TIME'] as const, areas: [...AREAS, ...AREAS] };
    expect(decideProgram(input)).toMatchObject({ value: { kinds: ['GROCERY', 'TIME'], areas: AREAS } });
  });

  it.each([
    [{ name: ' ' }, 'INVALID_INPUT', ['name']],
    [{ kinds: [] }, 'INVALID_INPUT', ['kinds']],
    [{ languages: ['?'] }, 'LANGUAGE_UNKNOWN', ['languages', '0']],
    [{ areas: ['852a1073fffffff'] }, 'CELL_TOO_FINE', ['areas']],
    [{ contactForFamiliesEs: 'x'.repeat(201) }, 'TEXT_TOO_LONG', ['contactForFamilies', 'es']],
  ])('is refused with %j', (its, code, path) => {
    expect(decideProgram({ ...blank, ...its })).toEqual({ accepted: false, code, path });
  });

  it('looks after a place by its finest area, and only for its kinds', () => {
    const [coarse = '', middle = '', fine = ''] = AREAS;
    const programs = [
      { name: 'B', kinds: ['GROCERY' as const], areas: [coarse, fine] },
      { name: 'A', kinds: ['GROCERY' as const], areas: [fine] },
      { name: 'C', kinds: ['RIDE' as const, 'GROCERY' as const], areas: [middle] },
    ];
    expect(programFor(programs, 'GROCERY', fine, AREAS)?.name).toBe('A');
    expect(programFor(programs, 'GROCERY', coarse, [coarse])?.name).toBe('B');
    expect(programFor(programs, 'RIDE', fine, AREAS)?.name).toBe('C');
    expect(programFor(programs.slice(1), 'GROCERY', coarse, [coarse])?.name).toBe('A');
    expect(programFor(programs, 'TIME', fine, AREAS)).toBeNull();
    expect(programFor(programs, 'GROCERY', '8429a57ffffffff', [])).toBeNull();
  });
});

describe('a level', () => {
  it.each([
    ['LOCAL', 'AFFILIATE', true],
    ['LOCAL', 'NATIONAL', true],
    ['AFFILIATE', 'NATIONAL', true],
    ['NATIONAL', 'NATIONAL', false],
    ['LOCAL', 'LOCAL', false],
    ['AFFILIATE', 'LOCAL', false],
    ['NATIONAL', 'LOCAL', false],
  ] as const)('%s stands below %s: %s', (level, parent, below) => {
    expect(standsBelow(level, parent)).toBe(below);
  });
});
