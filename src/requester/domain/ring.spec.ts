import { describe, expect, it } from '@jest/globals';
import { isRefused } from '../../kernel/decision.js';
import {
  addRequest,
  blockInRing,
  cellShownIn,
  emptyRing,
  forgetRequest,
  MOST_REQUESTS,
  type Ring,
  rememberPlace,
  withoutReissued,
} from './ring.js';

const request = (id: string) => ({ id, kind: 'RIDE' as const, familyKey: 'key', postedOn: '2026-03-01' });

function added(ring: Ring, id: string): Ring {
  const decision = addRequest(ring, request(id));
  if (isRefused(decision)) throw new Error(decision.code);
  return decision.value;
}

function ids(ring: Ring): string[] {
  return ring.requests.map(({ id }) => id);
}

describe('the requests of a ring', () => {
  it('are added in order, once each, and forgotten', () => {
    const ring = added(added(added(emptyRing, 'a'), 'b'), 'a');
    expect(ids(ring)).toEqual(['a', 'b']);
    expect(ids(forgetRequest(ring, 'a'))).toEqual(['b']);
    expect(ids(forgetRequest(ring, 'unknown'))).toEqual(['a', 'b']);
    expect(ids(emptyRing)).toEqual([]);
  });

  it('are at most 200: none is pushed out, and the next is refused', () => {
    let ring = emptyRing;
    for (let count = 0; count < MOST_REQUESTS; count += 1) ring = added(ring, `r${count}`);
    expect(addRequest(ring, request('one more'))).toMatchObject({ code: 'RETURN_CODE_FULL' });
    expect(ids(added(ring, 'r0'))).toHaveLength(MOST_REQUESTS);
    expect(ids(added(forgetRequest(ring, 'r0'), 'one more')).at(-1)).toBe('one more');
  });
});

describe('a request with a new code', () => {
  const ring: Ring = { requests: [request('a'), { ...request('b'), generation: 1 }], places: [] };

  it('acts from the ring of that code alone', () => {
    expect(withoutReissued(ring, new Map())).toBe(ring);
    expect(ids(withoutReissued(ring, new Map([['a', 1]])))).toEqual(['b']);
    expect(ids(withoutReissued(ring, new Map([['b', 1]])))).toEqual(['a', 'b']);
    expect(ids(withoutReissued(ring, new Map([['b', 2]])))).toEqual(['a']);
  });
});

describe('the homes that a ring keeps away', () => {
  it('are each kept once, the last 200', () => {
    const blocked = blockInRing(blockInRing(emptyRing, 'h'), 'h');
    expect(blocked.blockedHomes).toEqual(['h']);
    let many = emptyRing;
    for (let at = 0; at < 205; at += 1) many = blockInRing(many, `h${at}`);
    expect(many.blockedHomes).toHaveLength(200);
    expect(many.blockedHomes?.at(-1)).toBe('h204');
  });
});

describe('the places of a ring', () => {
  const shown = { parent4: 'P', cell: 'C' };

  it.each([
    ['2026-01-01', 'C'],
    ['2026-04-01', 'C'],
    ['2026-04-02', null],
  ])('hold for 90 days: seen on %s it is %s', (today, cell) => {
    expect(cellShownIn(rememberPlace(emptyRing, shown, '2026-01-01'), 'P', today)).toBe(cell);
  });

  it('start anew with each request, and stay behind nobody who flees', () => {
    const moved = rememberPlace(
      rememberPlace(emptyRing, shown, '2026-01-01'),
      { parent4: 'Q', cell: 'D' },
      '2026-02-01',
    );
    expect(cellShownIn(moved, 'Q', '2026-02-01')).toBe('D');
    expect(cellShownIn(moved, 'P', '2026-02-01')).toBe('C');
    const again = rememberPlace(moved, shown, '2026-03-01');
    expect(cellShownIn(again, 'P', '2026-05-01')).toBe('C');
    expect(cellShownIn(again, 'Q', '2026-05-03')).toBeNull();
    expect(again.places).toHaveLength(2);
  });

  it('are dropped when they are over, and are at most 50', () => {
    let ring = rememberPlace(emptyRing, { parent4: 'old', cell: 'C' }, '2025-01-01');
    for (let day = 1; day <= 55; day += 1) {
      const today = new Date(Date.UTC(2026, 0, day)).toISOString().slice(0, 10);
      ring = rememberPlace(ring, { parent4: `p${day}`, cell: 'C' }, today);
    }
    expect(ring.places.map(({ parent4 }) => parent4)).toEqual(
      Array.from({ length: 50 }, (_, index) => `p${index + 6}`),
    );
  });
});
