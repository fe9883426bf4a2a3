/** Homes that a family keeps away see nothing of it, whenever they came; and whoever steals the main database cannot tell by them which requests are one family's. */
import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { bytesOf, keptAwayDigest, keptAwayDigestInSql, keptAwaySecret } from '../src/request/kept-away.js';
import { anAcceptedClaim, aProposedClaim, claimRequest, openHandoff, unbalanced } from './world/claims.js';
import { aRide, type Json, post, rideInput, type TestRequest } from './world/families.js';
import { aMemberOf, inHomeOf } from './world/members.js';
import { aRideOffer } from './world/offers.js';
import { anEmail, aVouchedHome, PASSWORD, type TestHome } from './world/people.js';
import { Person } from './world/person.js';
import { rowsStored } from './world/stored-text.js';
import { World } from './world/world.js';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  await world.close();
});

const stored = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await world.instance.owner.database.query<Row>(createHash('md5').update(text).digest('hex'), text, values)).rows;

const TABLES = ['request_hidden', 'request_block'] as const;

async function block(family: { readonly token: string }, claimId: string): Promise<void> {
  const { blockHome } = await world.ask<{ blockHome: Json }>(
    'mutation ($input: BlockHomeInput!) { blockHome(input: $input) { ... on HomeBlocked { requests } ... on Refusal { code } } }',
    { input: { claimId } },
    { token: family.token },
  );
  expect(blockHome).toMatchObject({ requests: expect.any(Number) });
}

const sees = async ({ token }: TestHome, requestId: string) => {
  const { request, requests } = await world.ask<{ request: Json | null; requests: { edges: { node: Json }[] } }>(
    'query ($id: ID!) { request(id: $id) { id } requests(first: 50) { edges { node { id } } } }',
    { id: requestId },
    { token },
  );
  return { alone: request !== null, listed: requests.edges.some(({ node }) => node['id'] === requestId) };
};
const BOTH = { alone: true, listed: true };
const NEITHER = { alone: false, listed: false };

describe('the digest of a household that a request keeps away', () => {
  it('is the same in SQL and in the program', async () => {
    const request = '0f8fad5b-d9cb-469f-a165-70867728950e';
    const secret = keptAwaySecret(world.instance.secrets);
    for (const household of [bytesOf('7c9e6679-7425-40de-944b-e07fc1f90ae7'), Buffer.alloc(32, 7)]) {
      const [row] = await stored<{ digest: Buffer }>(
        `SELECT ${keptAwayDigestInSql('$1', '$2::bytea', '$3::uuid')} AS digest`,
        [secret, household, request],
      );
      expect(row?.digest).toEqual(keptAwayDigest(secret, household, request));
    }
    const [id] = await stored<{ bytes: Buffer }>('SELECT uuid_send($1::uuid) AS bytes', [request]);
    expect(id?.bytes).toEqual(bytesOf(request));
  });
});

describe('a home that a family keeps away', () => {
  it.each([
    ['by its e-mail', 'email', anEmail()],
    ['by its phone', 'phone', '+1 917 555 0144'],
  ] as const)('sees nothing %s, though it registers only later', async (_how, by, value) => {
    const ride = await aRide(world, { hideFromHomes: [{ [by]: value }] });
    const named = await aVouchedHome(world, { [by]: value });
    expect(await sees(named, ride.requestId)).toEqual(NEITHER);
    expect(await claimRequest(world, named, ride.requestId)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await sees(await aVouchedHome(world), ride.requestId)).toEqual(BOTH);
  });

  it.each([
    ['a tag and dots', 'maria.lopez+homes@example.org', 'marialopez@example.org'],
    ['a tag that the family knows', 'rosa@example.org', 'rosa+work@example.org'],
    ["a mail service's other name", 'ana.diaz@googlemail.com', 'anadiaz+x@gmail.com'],
    ['capitals', 'Luz@Example.org', 'luz@example.ORG'],
  ])('sees nothing however its address is written: %s', async (_how, registered, said) => {
    const ride = await aRide(world, { hideFromHomes: [{ email: said }] });
    const named = await aVouchedHome(world, { email: registered });
    expect(await sees(named, ride.requestId)).toEqual(NEITHER);
  });

  it('sees nothing under another address or number than it was named by, before or after', async () => {
    const home = await aVouchedHome(world, { phone: '+1 917 555 0181' });
    const keeper = inHomeOf(world, home);
    const [first, second] = [home.email, anEmail()];
    const confirmation = { password: PASSWORD };
    const CHANGED = '... on AccountChanged { changed }';
    const before = await aRide(world, { hideFromHomes: [{ email: first }] });
    const byPhone = await aRide(world, { hideFromHomes: [{ phone: '+1 917 555 0181' }] });
    const bySecond = await aRide(world, { hideFromHomes: [{ email: second }] });
    expect(await sees(home, bySecond.requestId)).toEqual(BOTH);
    await keeper.does('changeEmail', { email: second, confirmation }, CHANGED);
    await keeper.does('changePhone', { phone: null }, CHANGED);
    const after = await aRide(world, { hideFromHomes: [{ email: first }] });
    for (const { requestId } of [before, byPhone, bySecond, after]) {
      expect(await sees(home, requestId)).toEqual(NEITHER);
      expect(await claimRequest(world, home, requestId)).toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it('that registered before mailboxes were known is known by its own after a night', async () => {
    const home = await aVouchedHome(world, { email: 'eva+homes@example.org' });
    await stored('UPDATE home_member SET mailbox_digest = NULL WHERE home_id = $1', [home.homeId]);
    await stored(
      'DELETE FROM home_known_address k USING home_member m WHERE m.home_id = $1 AND k.home_id = $1 AND k.digest <> m.email_digest',
      [home.homeId],
    );
    const ride = await aRide(world, { hideFromHomes: [{ email: 'eva@example.org' }] });
    expect(await sees(home, ride.requestId)).toEqual(BOTH);
    await world.get(RunSweeps).one('know-mailboxes', world.clock.now());
    expect(await sees(home, ride.requestId)).toEqual(NEITHER);
  });

  it('sees nothing through a second member, from the moment in which they join to long after they left', async () => {
    const home = await aVouchedHome(world);
    const employer = anEmail();
    const ride = await aRide(world, { hideFromHomes: [{ email: employer }] });
    expect(await sees(home, ride.requestId)).toEqual(BOTH);
    const other = await aMemberOf(world, home, 'MEMBER', { email: employer });
    expect(await sees(home, ride.requestId)).toEqual(NEITHER);
    await other.does('leaveHome', null, '... on HomeLeft { left }');
    const later = await aRide(world, { hideFromHomes: [{ email: employer }] });
    for (const { requestId } of [ride, later]) expect(await sees(home, requestId)).toEqual(NEITHER);
    expect(await sees(await aVouchedHome(world), ride.requestId)).toEqual(BOTH);
  });

  it('loses what it had going for a family once it is known by the address, however it comes to be', async () => {
    for (const becomes of ['joined', 'changed'] as const) {
      const employer = anEmail();
      const request = await aRide(world, { hideFromHomes: [{ email: employer }] });
      const { home, claimId, family } = await anAcceptedClaim(world, { request });
      const other = await anAcceptedClaim(world, { home });
      if (becomes === 'joined') await aMemberOf(world, home, 'MEMBER', { email: employer });
      else {
        const input = { email: employer, confirmation: { password: PASSWORD } };
        await inHomeOf(world, home).does('changeEmail', input, '... on AccountChanged { changed }');
      }
      const claimOf = (id: string) => new Person(world, home).claim(id, 'status');
      expect(await claimOf(claimId)).toEqual({ status: 'CANCELLED' });
      expect(await claimOf(other.claimId)).toEqual({ status: 'ACCEPTED' });
      expect((await openHandoff(world, home, claimId)).code).toBe('HANDOFF_CLOSED');
      expect(await new Person(world, family).hearsCodes()).toContain('CLAIM_ENDED');
      expect(await sees(home, request.requestId)).toEqual(NEITHER);
    }
    expect(await unbalanced(world)).toEqual([]);
  });

  it('is suggested nothing, and is not suggested, from then on', async () => {
    const home = await aVouchedHome(world);
    const offer = await aRideOffer(world, home);
    const employer = anEmail();
    const ride = await aRide(world, { hideFromHomes: [{ email: employer }] });
    const suggested = async () => ({
      toHome: JSON.stringify(
        await new Person(world, home).reads(
          'query ($id: ID!) { suggestedRequests(offerId: $id, first: 50) { request { id } } }',
          { id: offer.offerId },
        ),
      ).includes(ride.requestId),
      toFamily: JSON.stringify(
        await new Person(world, ride).reads(
          'query ($id: ID!) { suggestedOffers(requestId: $id, first: 50) { offer { id } } }',
          { id: ride.requestId },
        ),
      ).includes(offer.offerId),
      listed: JSON.stringify(
        await new Person(world, ride).reads('{ offers(first: 50) { edges { node { id } } } }'),
      ).includes(offer.offerId),
    });
    expect(await suggested()).toEqual({ toHome: true, toFamily: true, listed: true });
    await aMemberOf(world, home, 'MEMBER', { email: employer });
    expect(await suggested()).toEqual({ toHome: false, toFamily: false, listed: false });
  });

  it('sees nothing of any request once it is blocked, those to come included', async () => {
    const { home, request, family, claimId } = await aProposedClaim(world);
    const second = await aRide(world, {}, { family: request });
    expect(await sees(home, second.requestId)).toEqual(BOTH);
    await block(family, claimId);
    const third = await aRide(world, {}, { family: request });
    for (const { requestId } of [request, second, third]) {
      expect(await sees(home, requestId)).toEqual(NEITHER);
      expect(await claimRequest(world, home, requestId)).toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await sees(home, (await aRide(world)).requestId)).toEqual(BOTH);
  });
});

describe('whoever steals the main database', () => {
  let family: readonly string[];
  let stranger: string;
  beforeAll(async () => {
    const employer = await aVouchedHome(world, { phone: '+1 917 555 0155' });
    const hideFromHomes = [{ email: employer.email }, { phone: '(917) 555-0155' }, { email: 'nobody@example.org' }];
    const blocked = await aVouchedHome(world);
    const first = await aRide(world, { hideFromHomes });
    const second = await aRide(world, { hideFromHomes }, { family: first });
    await block(first, await claimOf(blocked, first));
    const input = rideInput(world, { hideFromHomes, returnCode: first.returnCode });
    const third = (await post(world, 'Ride', input)).request?.id ?? '';
    // Somebody else keeps the very same homes away.
    const other = await aRide(world, { hideFromHomes });
    await block(other, await claimOf(blocked, other));
    family = [first.requestId, second.requestId, third];
    stranger = other.requestId;
  });
  const claimOf = async (home: TestHome, request: TestRequest) =>
    (await aProposedClaim(world, { home, request })).claimId;

  it('finds nothing that two requests have in common', async () => {
    for (const table of TABLES) {
      const rows = await stored<{ row: Record<string, string> }>(`SELECT to_jsonb(t) AS row FROM ${table} t`);
      const valuesOf = (id: string) =>
        rows.flatMap(({ row: { request_id, ...others } }) => (request_id === id ? Object.values(others) : []));
      const all = [...family, stranger].map(valuesOf);
      expect(all.map((values) => values.length)).toEqual(Array(4).fill(4));
      expect(new Set(all.flat()).size).toBe(all.flat().length);
    }
  });

  it('does not find out whom they keep away, whatever of the database is tried as the household and as the secret', async () => {
    const dump = [...(await rowsStored(world))].filter(([name]) => !name.startsWith('keys '));
    expect(dump.length).toBeGreaterThan(20);
    const found = new Set<string>();
    for (const [, rows] of dump) {
      for (const [id] of rows.matchAll(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g))
        found.add(id.replaceAll('-', ''));
      for (const [, hex] of rows.matchAll(/\\x([0-9a-f]{32,64})\b/g)) found.add(hex ?? '');
    }
    const members = await stored<{ id: string; home_id: string; email_digest: Buffer; phone_digest: Buffer | null }>(
      'SELECT id, home_id, email_digest, phone_digest FROM home_member',
    );
    const households = members.flatMap(({ id, home_id, email_digest, phone_digest }) => [
      ...[bytesOf(id), bytesOf(home_id), email_digest],
      ...(phone_digest ? [phone_digest] : []),
    ]);
    const kept = new Set(
      (
        await stored<{ row: string }>(
          TABLES.map((table) => `SELECT t::text AS row FROM ${table} t`).join(' UNION ALL '),
        )
      ).map(({ row }) => row.split('\\x')[1]?.replace(/\W+$/, '')),
    );
    expect(kept.size).toBeGreaterThan(15);
    const guesses = function* () {
      for (const request of [...family, stranger].map(bytesOf)) {
        for (const household of households) {
          yield createHash('sha256').update(household).update(request).digest('hex');
          yield createHash('sha256').update(request).update(household).digest('hex');
          for (const secret of [...found].map((hex) => Buffer.from(hex, 'hex'))) {
            yield keptAwayDigest(secret, household, `${request.toString('hex')}`).toString('hex');
            yield createHmac('sha256', secret).update(household).update(request).digest('hex');
          }
        }
      }
    };
    let tried = 0;
    for (const guess of guesses()) {
      tried += 1;
      if (kept.has(guess)) throw new Error('a household was found out');
    }
    expect(tried).toBeGreaterThan(10_000);
    // With the secret it is easily done: the guesses are made rightly.
    const secret = keptAwaySecret(world.instance.secrets);
    const known = households.filter((its) => kept.has(keptAwayDigest(secret, its, stranger).toString('hex')));
    expect(known).toHaveLength(3);
    expect([...(await rowsStored(world)).values(), ...world.logLines].join('\n')).not.toContain(secret.toString('hex'));
  });

  it('finds no order in them either, of rows or of transactions', async () => {
    await world.get(RunSweeps).one('reshuffle-kept-away', world.clock.now());
    for (const table of TABLES) {
      const rows = await stored<{ digest: string; xmin: string }>(
        `SELECT encode(digest, 'hex') AS digest, xmin::text AS xmin FROM ${table} ORDER BY ctid`,
      );
      expect(new Set(rows.map(({ xmin }) => xmin)).size).toBe(1);
      expect(rows.map(({ digest }) => digest)).toEqual(rows.map(({ digest }) => digest).toSorted());
    }
    for (const requestId of family) {
      const [row] = await stored('SELECT count(*)::int AS count FROM request_hidden WHERE request_id = $1', [
        requestId,
      ]);
      expect(row).toEqual({ count: 4 });
    }
  });
});
