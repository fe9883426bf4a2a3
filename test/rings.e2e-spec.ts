/** A family's list opens with its words and with its session, and with nothing else that is kept anywhere. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accept, isRefused, type Refused } from '../src/kernel/decision.js';
import { CodeHashing } from '../src/requester/code-hashing.js';
import { readReturnCode } from '../src/requester/domain/return-code.js';
import { addRequest, forgetRequest, type Ring } from '../src/requester/domain/ring.js';
import { familyKeyOf, makeFamilyKey } from '../src/requester/family-key.js';
import { FamilySessionStore } from '../src/requester/family-session.store.js';
import { FamilySessions } from '../src/requester/family-sessions.js';
import { PhoneSessionStore } from '../src/requester/phone-session.store.js';
import { RingStore } from '../src/requester/ring.store.js';
import { type OpenRing, Rings } from '../src/requester/rings.js';
import { sha256 } from '../src/requester/sha256.js';
import { HashQueue } from '../src/sealing/hash-queue.js';
import { digestToken } from '../src/sealing/opaque-token.js';
import { aKeyStore, type TestKeyStore } from './world/key-store.js';

const CHEAP_KIB = 64;
const START = new Date('2026-03-10T12:00:00Z');
const minutesOn = (minutes: number) => new Date(START.getTime() + minutes * 60_000);
const daysOn = (days: number) => minutesOn(days * 24 * 60);
const UNKNOWN = { accepted: false, code: 'CODE_UNKNOWN' };

describe('rings', () => {
  let keyStore: TestKeyStore;
  let queue: HashQueue;
  let rings: Rings;
  let sessions: FamilySessions;
  const pepper = randomBytes(32);
  const salts = randomBytes(32);

  beforeAll(async () => {
    keyStore = await aKeyStore();
    queue = new HashQueue();
    rings = new Rings(new RingStore(keyStore), new CodeHashing(pepper, queue, CHEAP_KIB), salts);
    sessions = new FamilySessions(new FamilySessionStore(keyStore), rings, new PhoneSessionStore(keyStore));
  });
  afterAll(() => keyStore.close());

  const open = (words: string, now: Date) => openIn(rings, words, now);
  const aRing = async (...ids: string[]) => {
    const ring: Ring = { requests: ids.map(aRequest), places: [] };
    return granted(await rings.create('es', START, ring));
  };
  const join = (opened: OpenRing, id: string, now = START) =>
    rings.change(opened, (ring) => addRequest(ring, aRequest(id)), now);

  describe('with a return code', () => {
    it('open in either language, however the words are typed, and give back the keys of the requests', async () => {
      for (const language of ['en', 'es'] as const) {
        const request = aRequest('first');
        const { words, opened } = granted(await rings.create(language, START, { requests: [request], places: [] }));
        const typed = words
          .normalize('NFD')
          .replaceAll(/\p{M}/gu, '')
          .toUpperCase()
          .split(' ')
          .map((word) => word.slice(0, 4));
        const returned = granted(await open(typed.join(', '), START));
        expect(returned.ring).toEqual({ requests: [request], places: [] });
        expect(returned.ringKey).toEqual(opened.ringKey);
        expect(familyKeyOf(returned.ring, 'first')?.toString('base64')).toBe(request.familyKey);
        expect(familyKeyOf(returned.ring, 'second')).toBeNull();
      }
    });

    it('are joined by a second request', async () => {
      const { words } = await aRing('first');
      granted(await join(granted(await open(words, START)), 'second'));
      expect(idsOf(granted(await open(words, START)))).toEqual(['first', 'second']);
    });

    it('say CODE_UNKNOWN for six other words and for a selector that nobody has', async () => {
      const [mine, theirs] = [await aRing('mine'), await aRing('theirs')];
      await rings.erase(theirs.opened);
      expect(await open(theirs.words, START)).toEqual(UNKNOWN);
      // Somebody else's words for my ring: the row is made to stand where their selector points.
      await keyStore.rows('UPDATE ring SET selector = $2 WHERE selector = $1', [
        mine.opened.selector,
        theirs.opened.selector,
      ]);
      expect(await open(theirs.words, START)).toEqual(UNKNOWN);
      expect(await open(mine.words, START)).toEqual(UNKNOWN);
      expect(await rings.reopen(theirs.opened.selector, mine.opened.ringKey, START)).toBeNull();
    });

    it('open nothing without the pepper', async () => {
      const { words } = await aRing('first');
      const thief = new Rings(new RingStore(keyStore), new CodeHashing(randomBytes(32), queue, CHEAP_KIB), salts);
      expect(await openIn(thief, words, START)).toEqual(UNKNOWN);
    });

    it('tell a typo without hashing, even when no hash can be had; a good code waits its turn', async () => {
      const { words } = await aRing('first');
      const hold = Promise.withResolvers<void>();
      const crowd = Array.from({ length: 18 }, () => ['OPEN_CODE', 'NEW_CODE'] as const).flat();
      const others = crowd.map((lane) => queue.run(lane, () => hold.promise));
      expect(await open(`${words} ${words}`, START)).toMatchObject({ code: 'CODE_TYPO' });
      const busy = { accepted: false, code: 'BUSY', retryAfterSeconds: 2 };
      expect(await open(words, START)).toEqual(busy);
      expect(await rings.create('en', START)).toEqual(busy);
      hold.resolve();
      await Promise.all(others);
      expect(isRefused(await open(words, START))).toBe(false);
    });

    it('cost a guesser the same whether the selector exists or not', async () => {
      const dear = new Rings(new RingStore(keyStore), new CodeHashing(pepper, new HashQueue(), 16_384), salts);
      const { words, opened } = granted(await dear.create('en', START));
      const nobody = granted(await dear.create('en', START));
      await dear.erase(nobody.opened);
      // The right selector with a wrong secret: what verifies is changed, so that the words stay well-formed.
      await keyStore.rows('UPDATE ring SET verifier = $2 WHERE selector = $1', [opened.selector, randomBytes(32)]);
      const times = { known: [] as number[], unknown: [] as number[] };
      for (let round = 0; round < 9; round += 1) {
        times.known.push(await timeOf(() => openIn(dear, words, START)));
        times.unknown.push(await timeOf(() => openIn(dear, nobody.words, START)));
      }
      const ratio = median(times.unknown) / median(times.known);
      expect(ratio).toBeGreaterThan(0.5);
      expect(ratio).toBeLessThan(2);
    });
  });

  describe('as rows', () => {
    it('show no request, no word and no key, and are as long with one request as with five', async () => {
      const one = await aRing('7c0d5b0e-6a0c-4a57-9d5c-0d6a1f2f3a4b');
      const five = await aRing('r1', 'r2', 'r3', 'r4', 'r5');
      const rows = await keyStore.rows<{ box: Buffer; verifier: Buffer }>(
        'SELECT box, verifier FROM ring WHERE selector = ANY ($1)',
        [[one.opened.selector, five.opened.selector]],
      );
      expect(rows).toHaveLength(2);
      expect(new Set(rows.map(({ box }) => box.length)).size).toBe(1);
      for (const { box, verifier } of rows) {
        expect(box.includes('7c0d5b0e')).toBe(false);
        expect([one, five].some(({ opened }) => box.includes(opened.ringKey) || verifier.equals(opened.ringKey))).toBe(
          false,
        );
      }
    });

    it('do not open when a box was moved to another selector', async () => {
      const [mine, theirs] = [await aRing('mine'), await aRing('theirs')];
      await keyStore.rows('UPDATE ring SET box = (SELECT box FROM ring WHERE selector = $2) WHERE selector = $1', [
        mine.opened.selector,
        theirs.opened.selector,
      ]);
      expect(await open(mine.words, START)).toEqual(UNKNOWN);
      expect(idsOf(granted(await open(theirs.words, START)))).toEqual(['theirs']);
    });
  });

  describe('changed at the same time', () => {
    it('hold every request that joined', async () => {
      const { words, opened } = await aRing('first');
      const ids = Array.from({ length: 6 }, (_, index) => `joined ${index}`);
      const outcomes = await Promise.all(ids.map((id) => join(opened, id)));
      expect(outcomes.filter(isRefused)).toEqual([]);
      expect(idsOf(granted(await open(words, START))).sort()).toEqual(['first', ...ids].sort());
    });

    it('lose nothing to the reshuffling that goes on meanwhile', async () => {
      const made = await Promise.all(Array.from({ length: 5 }, () => aRing('first')));
      const shuffling = (async () => {
        for (let round = 0; round < 10; round += 1) await rings.reshuffle(2);
      })();
      const joining = made.flatMap(({ opened }) => ['a', 'b', 'c'].map((id) => join(opened, id)));
      const [outcomes] = await Promise.all([Promise.all(joining), shuffling]);
      expect(outcomes.filter(isRefused)).toEqual([]);
      for (const { words } of made) {
        expect(idsOf(granted(await open(words, START))).sort()).toEqual(['a', 'b', 'c', 'first']);
      }
    });

    it('are changed and erased for good by who had to wait for a reshuffling', async () => {
      const [changed, erased] = [await aRing('first'), await aRing('first')];
      const reshuffling = await keyStore.begin();
      await new RingStore(reshuffling).reshuffle(-1, 1_000);
      const erasing = rings.erase(erased.opened);
      await keyStore.untilSomebodyWaits();
      const joining = join(changed.opened, 'second');
      await reshuffling.commit();
      await erasing;
      granted(await joining);
      expect(await keyStore.rows('SELECT FROM ring WHERE selector = $1', [erased.opened.selector])).toEqual([]);
      expect(idsOf(granted(await open(changed.words, START)))).toEqual(['first', 'second']);
    });

    it('refuse what the decision refuses, and change nothing', async () => {
      const { words, opened } = await aRing(...Array.from({ length: 200 }, (_, index) => `r${index}`));
      expect(await join(opened, 'one more')).toMatchObject({ code: 'RETURN_CODE_FULL' });
      expect(idsOf(granted(await open(words, START)))).toHaveLength(200);
      const fewer = granted(await rings.change(opened, (ring) => accept(forgetRequest(ring, 'r0')), START));
      expect(idsOf(granted(await join(fewer, 'one more')))).toHaveLength(200);
    });

    it('do not come back after they were erased', async () => {
      const { words, opened } = await aRing('first');
      await rings.erase(opened);
      expect(await join(opened, 'second')).toMatchObject({ code: 'NOT_FOUND' });
      expect(await open(words, START)).toEqual(UNKNOWN);
    });
  });

  it('are written anew in another order, in transactions of so many that nobody waits long', async () => {
    await Promise.all(Array.from({ length: 12 }, () => aRing('x')));
    const places = () =>
      keyStore.rows<{ selector: number; xmin: string }>('SELECT selector, xmin::text FROM ring ORDER BY ctid');
    const before = await places();
    expect(await rings.reshuffle(5)).toBe(before.length);
    const after = await places();
    const transactions = Map.groupBy(after, ({ xmin }) => xmin);
    expect(transactions.size).toBe(Math.ceil(before.length / 5));
    expect(before.some(({ xmin }) => transactions.has(xmin))).toBe(false);
    expect(Math.max(...[...transactions.values()].map(({ length }) => length))).toBe(5);
    // Written together are those whose numbers, drawn at random, follow each other; and within that nothing is in order.
    const bySelector = after.map(({ selector }) => selector).toSorted((one, other) => one - other);
    const together = [...transactions.values()].map((its) => its.map(({ selector }) => selector));
    for (const selectors of together) {
      const sorted = selectors.toSorted((one, other) => one - other);
      const start = bySelector.indexOf(sorted[0] ?? -1);
      expect(bySelector.slice(start, start + sorted.length)).toEqual(sorted);
    }
    expect(after.map(({ selector }) => selector)).not.toEqual(before.map(({ selector }) => selector));
    expect(after.map(({ selector }) => selector)).not.toEqual(bySelector);
    expect(bySelector).toEqual(before.map(({ selector }) => selector).toSorted((one, other) => one - other));
  });

  it('are erased after 90 idle days, and being opened is not idle', async () => {
    const [left, used] = [await aRing('left'), await aRing('used')];
    granted(await open(used.words, daysOn(60)));
    await rings.sweep(daysOn(90));
    expect(isRefused(await open(left.words, START))).toBe(false);
    await rings.sweep(daysOn(91));
    expect(await rings.sweep(daysOn(91))).toBe(0);
    expect(await open(left.words, daysOn(91))).toEqual(UNKNOWN);
    expect(idsOf(granted(await open(used.words, daysOn(91))))).toEqual(['used']);
  });

  describe('with a session', () => {
    it('open until 15 idle minutes have passed', async () => {
      const { opened } = await aRing('first');
      const { token, expiresAt } = await sessions.start(opened, START);
      expect(expiresAt).toEqual(minutesOn(15));
      expect((await sessions.open(token, minutesOn(14)))?.ring).toEqual(opened.ring);
      expect(await sessions.open(token, minutesOn(28))).not.toBeNull();
      expect(await sessions.open(token, minutesOn(43))).toBeNull();
    });

    it('last a day at most, however busy', async () => {
      const { opened } = await aRing('first');
      const { token } = await sessions.start(opened, START);
      let last = 0;
      for (let minute = 0; minute < 24 * 60 + 30; minute += 10) {
        if (await sessions.open(token, minutesOn(minute))) last = minute;
      }
      expect(last).toBe(24 * 60 - 10);
    });

    it('are not made longer by whoever can write to the table', async () => {
      const { opened } = await aRing('first');
      const { token } = await sessions.start(opened, START);
      await keyStore.rows('UPDATE family_session SET expires_at = $2 WHERE digest = $1', [
        digestToken(token),
        daysOn(9),
      ]);
      expect(await sessions.open(token, minutesOn(24 * 60 - 1))).not.toBeNull();
      expect(await sessions.open(token, daysOn(1))).toBeNull();
    });

    it('write at most once a minute', async () => {
      const { opened } = await aRing('first');
      const { token } = await sessions.start(opened, START);
      const written = async (at: Date) => {
        await sessions.open(token, at);
        const [row] = await keyStore.rows<{ end: string }>('SELECT max(expires_at)::text AS end FROM family_session');
        return row?.end;
      };
      await keyStore.rows('DELETE FROM family_session WHERE expires_at <> $1', [minutesOn(15)]);
      const first = await written(minutesOn(2));
      expect(await written(new Date(minutesOn(2).getTime() + 59_000))).toBe(first);
      expect(await written(minutesOn(3))).not.toBe(first);
    });

    it('see what joined by the code meanwhile, and can change the ring themselves', async () => {
      const { words, opened } = await aRing('first');
      const { token } = await sessions.start(opened, START);
      granted(await join(granted(await open(words, START)), 'second'));
      const seen = await sessions.open(token, minutesOn(1));
      expect(seen && idsOf(seen)).toEqual(['first', 'second']);
      if (seen) granted(await join(seen, 'third'));
      expect(idsOf(granted(await open(words, START)))).toEqual(['first', 'second', 'third']);
    });

    it('are over once ended, and once the ring is erased, also when its selector is given away again', async () => {
      const [ended, erased, next] = [await aRing('ended'), await aRing('erased'), await aRing('next')];
      const one = await sessions.start(ended.opened, START);
      const two = await sessions.start(erased.opened, START);
      await sessions.end(one.token, START);
      expect(await sessions.open(one.token, START)).toBeNull();
      await rings.erase(erased.opened);
      expect(await sessions.open(two.token, START)).toBeNull();
      await keyStore.rows('UPDATE ring SET selector = $2 WHERE selector = $1', [
        next.opened.selector,
        erased.opened.selector,
      ]);
      expect(await sessions.open(two.token, START)).toBeNull();
    });

    it('do not open with another token, and their rows hold neither token nor ring key', async () => {
      const { opened } = await aRing('first');
      const [mine, theirs] = [await sessions.start(opened, START), await sessions.start(opened, START)];
      const rows = await keyStore.rows<{ digest: Buffer; box: Buffer }>('SELECT digest, box FROM family_session');
      for (const { digest, box } of rows) {
        for (const secret of [opened.ringKey, opened.ringKey.toString('base64'), mine.token, mine.token.slice(4)]) {
          expect(box.includes(secret) || digest.includes(secret)).toBe(false);
        }
      }
      for (const wrong of ['', 'shf_', `${mine.token}x`, mine.token.replace('shf_', 'shh_'), 'shf_'.padEnd(47, 'a')]) {
        expect(await sessions.open(wrong, START)).toBeNull();
      }
      // A box that was put into another session's row does not open there.
      await keyStore.rows(
        'UPDATE family_session SET box = (SELECT box FROM family_session WHERE digest = $2) WHERE digest = $1',
        [digestToken(mine.token), digestToken(theirs.token)],
      );
      expect(await sessions.open(mine.token, START)).toBeNull();
      expect(await sessions.open(theirs.token, START)).not.toBeNull();
    });

    it('are swept when they are over, and only then', async () => {
      await sessions.sweep(daysOn(30));
      const { opened } = await aRing('first');
      await sessions.start(opened, START);
      expect(await sessions.sweep(minutesOn(14))).toBe(0);
      expect(await sessions.sweep(minutesOn(15))).toBe(1);
      expect(await sessions.sweep(minutesOn(15))).toBe(0);
    });
  });
});

/** As somebody types them. */
async function openIn(rings: Rings, words: string, now: Date): Promise<OpenRing | Refused> {
  const read = readReturnCode(words, sha256);
  return isRefused(read) ? read : rings.openWithCode(read.value, now);
}

function aRequest(id: string) {
  return { id, kind: 'RIDE' as const, familyKey: makeFamilyKey(), postedOn: '2026-03-10' };
}

function granted<T>(outcome: T | Refused): T {
  if (isRefused(outcome)) throw new Error(outcome.code);
  return outcome;
}

function idsOf({ ring }: OpenRing): string[] {
  return ring.requests.map(({ id }) => id);
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
