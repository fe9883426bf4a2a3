/** Whoever holds both databases, the key file and every secret, but no return code, opens no handoff that waits for its family, and no list of a family's requests. */
import { createDecipheriv } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isRefused } from '../../src/kernel/decision.js';
import { CodeHashing } from '../../src/requester/code-hashing.js';
import { readReturnCode } from '../../src/requester/domain/return-code.js';
import { sha256 } from '../../src/requester/sha256.js';
import { deriveKey, InstanceSecrets } from '../../src/sealing/instance-secrets.js';
import { KeyProvider } from '../../src/sealing/key-provider.js';
import { anAcceptedClaim } from '../world/claims.js';
import { aRide, comeBack, type TestRequest } from '../world/families.js';
import { World } from '../world/world.js';
import { report, tries } from './scale.js';

const FAMILIES = tries({ short: 5, full: 25 });
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
/** A box begins with its layout, or with the id of a listing key before that. */
const BOX_OFFSETS = [1, 17];
/** Every purpose for which the source derives a key: whoever has the keys has read it. */
const PURPOSES = [
  'ring/key',
  'ring/verifier',
  'family-session',
  'phone-session',
  ...['pepper', 'blind-index', 'idempotency-pepper', 'cursor', 'kept-away', 'presence', 'unknown-selector', 'mail'].map(
    (label) => `secret/${label}`,
  ),
];

let world: World;
/** They said ME: only they can say yes. `place` stands in the handoff. */
let waiting: (TestRequest & { readonly place: string })[];
/** They said yes beforehand, or have said it: what was consented to could be opened. */
let consented: string[];

beforeAll(async () => {
  world = await World.open();
  waiting = [];
  consented = [];
  for (let number = 1; number <= FAMILIES; number += 1) {
    const place = `Waiting Street ${number}`;
    const handoff = { contactMethod: 'TEXT', contact: '+1 917 555 0143', place };
    waiting.push({ ...(await aRide(world, { handoff, acceptance: 'ME' })), place });
    // A session is open, and the phone is kept: neither may help.
    await world.ask(
      'mutation ($input: StaySignedInInput!) { staySignedIn(input: $input) { ... on StayingSignedIn { phoneToken } } }',
      { input: { pin: '481516' } },
      { token: await comeBack(world, waiting.at(-1)?.returnCode ?? '') },
    );
    const beforehand = `Beforehand Street ${number}`;
    await aRide(world, { handoff: { ...handoff, place: beforehand }, acceptance: 'ANY_TRUSTED_HOME' });
    consented.push(beforehand);
  }
  const accepted = 'Accepted Street 1';
  const request = await aRide(world, {
    handoff: { contactMethod: 'TEXT', contact: '+1 917 555 0143', place: accepted },
  });
  await anAcceptedClaim(world, { request });
  consented.push(accepted);
}, 120_000);
afterAll(() => world.close());

/** Every value of bytes in every table of both databases. */
async function bytesStored(): Promise<Buffer[]> {
  const columns = `SELECT format('SELECT %I AS bytes FROM %I.%I WHERE %1$I IS NOT NULL', column_name, table_schema, table_name) AS text
    FROM information_schema.columns WHERE data_type = 'bytea' AND table_schema IN ('public', 'sealed')`;
  const found: Buffer[] = [];
  for (const database of [world.instance.owner.database, world.instance.keyStore.database]) {
    const { rows } = await database.query<{ text: string }>('columns of bytes', columns, []);
    for (const [at, { text }] of rows.entries()) {
      const values = await database.query<{ bytes: Buffer }>(`bytes of column ${at}`, text, []);
      found.push(...values.rows.map(({ bytes }) => bytes));
    }
  }
  return found;
}

/** What the key file holds, what it wraps, and what is derived from either. */
async function keysInHand(): Promise<Map<string, Buffer>> {
  const file = await readFile(world.instance.config.keyFile, 'utf8');
  const written = [...file.matchAll(/[A-Za-z0-9+/]{43}=/g)].map(([text]) => Buffer.from(text, 'base64'));
  const { rows } = await world.instance.keyStore.database.query<{
    id: string;
    purpose: string;
    kekId: string;
    wrapped: Buffer;
  }>('every data key', 'SELECT id, purpose, kek_id AS "kekId", wrapped FROM data_key', []);
  const provider = world.app.get<KeyProvider>(KeyProvider, { strict: false });
  const unwrapped = await Promise.all(
    rows.map((row) => provider.unwrap(row, { dataKeyId: row.id, purpose: row.purpose })),
  );
  return withDerived([...written, ...unwrapped]);
}

function withDerived(keys: readonly Buffer[]): Map<string, Buffer> {
  const all = keys.flatMap((key) => [key, ...PURPOSES.map((purpose) => deriveKey(key, purpose))]);
  return new Map(all.map((key) => [key.toString('hex'), key]));
}

/** What the box says under the key, whatever it was bound to: the tag is not looked at, so a right key cannot be missed. */
function readings(box: Buffer, key: Buffer): string[] {
  return BOX_OFFSETS.filter((offset) => box.length > offset + NONCE_BYTES + TAG_BYTES).map((offset) => {
    const nonce = box.subarray(offset, offset + NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    return decipher.update(box.subarray(offset + NONCE_BYTES, -TAG_BYTES)).toString('latin1');
  });
}

/** Opens what opens, takes the keys that lie in it, and goes on until nothing new opens. */
function openAll(boxes: readonly Buffer[], keys: Map<string, Buffer>): { text: string; keysTried: number } {
  const tried = new Set<string>();
  const opened: string[] = [];
  let fresh = [...keys.values(), ...withDerived(boxes.filter(({ length }) => length === KEY_BYTES)).values()];
  while (fresh.length > 0) {
    const found: Buffer[] = [];
    for (const key of fresh) {
      tried.add(key.toString('hex'));
      for (const text of boxes.flatMap((box) => readings(box, key))) {
        // Noise of this length is hardly ever printable from end to end of its first bytes.
        if (!/^[\x20-\x7e]{16}/.test(text)) continue;
        opened.push(text);
        found.push(...[...text.matchAll(/[A-Za-z0-9+/]{43}=/g)].map(([inside]) => Buffer.from(inside, 'base64')));
      }
    }
    fresh = [...withDerived(found)].filter(([hex]) => !tried.has(hex)).map(([, key]) => key);
  }
  return { text: opened.join('\n'), keysTried: tried.size };
}

describe('with every key of the server in hand', () => {
  it('no handoff opens that waits for its family, and no ring', async () => {
    const boxes = await bytesStored();
    const { text, keysTried } = openAll(boxes, await keysInHand());
    const handoffs = waiting.filter(({ place }) => text.includes(place)).length;
    const rings = waiting.filter(({ requestId }) => text.includes(requestId)).length;
    const open = consented.filter((place) => text.includes(place)).length;
    report('every key', {
      boxes: boxes.length,
      keys: keysTried,
      waiting: FAMILIES,
      handoffs,
      rings,
      'consented to': open,
    });
    expect({ handoffs, rings }).toEqual({ handoffs: 0, rings: 0 });
    // The attacker is no fool: what was consented to does open, as SECURITY.md says.
    expect(open).toBe(consented.length);
  });

  it('both open once the return code is there as well', async () => {
    const [family] = waiting;
    const read = readReturnCode(family?.returnCode ?? '', sha256);
    if (!family || isRefused(read)) throw new Error('a fixture has no code');
    const { rows } = await world.instance.keyStore.database.query<{ salt: Buffer }>(
      'salt of a ring',
      'SELECT salt FROM ring WHERE selector = $1',
      [read.value.selector],
    );
    const pepper = world.get(InstanceSecrets).secret('pepper');
    const hashing = new CodeHashing(pepper, { run: (_lane: string, hash: () => unknown) => hash() } as never, 64); // Nobody else hashes here.
    const hashed = await hashing.hash(read.value, rows[0]?.salt ?? Buffer.alloc(0), 'OPEN_CODE');
    if (isRefused(hashed)) throw new Error('a fixture was not hashed');
    const { text } = openAll(await bytesStored(), withDerived([hashed.ringKey]));
    expect(text).toContain(family.requestId);
    expect(text).toContain(family.place);
    for (const other of waiting.slice(1)) expect(text).not.toContain(other.place);
  });
});
