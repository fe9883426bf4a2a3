/** A home's session is not looked up for a page of requests: its statement compares what is remembered with what is, so that nothing outlives its end. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import request from 'supertest';
import { PersonSessionStore } from '../src/access/person-session.store.js';
import { bytesOf, keptAwayDigest, keptAwaySecret } from '../src/request/kept-away.js';
import { aPartner } from './world/people.js';
import { aWrittenHome, aWrittenRequest, type WrittenHome } from './world/rows.js';
import { aCircleLink, aWrittenCircle } from './world/widened.js';
import { type Caller, World } from './world/world.js';

const PAGE =
  '{ requests(first: 50) { edges { node { id alias kind urgency status postedOn languages area { cell } } } } }';

let world: World;
let partnerId: string;
let home: WrittenHome;
let own: string;
let seen: string;
const sql = (text: string, values: readonly unknown[] = []) =>
  world.instance.owner.database.query(text.slice(0, 60), text, values);

beforeAll(async () => {
  world = await World.open();
  ({ partnerId } = await aPartner(world));
});
afterAll(async () => {
  await world.close();
});
beforeEach(async () => {
  await sql('DELETE FROM request');
  home = await aWrittenHome(world);
  own = (await homeAsItIs()).circle_id;
  seen = (await aWrittenRequest(world, { languages: ['en'] })).requestId;
  // Apollo lets it pass, and the home's session is looked up.
  expect((await page()).ids).toEqual([seen]);
});
afterEach(() => {
  jest.restoreAllMocks();
});

async function homeAsItIs(): Promise<{ circle_id: string; partner_id: string }> {
  const { rows } = await world.instance.owner.database.query<{ circle_id: string; partner_id: string }>(
    'home as it is',
    'SELECT circle_id, partner_id FROM home WHERE id = $1',
    [home.homeId],
  );
  if (!rows[0]) throw new Error('the home is there');
  return rows[0];
}

async function page(caller: Caller = home) {
  const http = request(world.app.getHttpServer()).post('/graphql').set('authorization', `Bearer ${caller.token}`);
  const { status, body } = await http.send({ query: PAGE });
  const { data, errors } = body as {
    data?: { requests: { edges: { node: { id: string; languages: string[] } }[] } } | null;
    errors?: { extensions: { code: string } }[];
  };
  const nodes = (data?.requests.edges ?? []).map(({ node }) => node);
  return { status, ids: nodes.map(({ id }) => id).sort(), nodes, code: errors?.[0]?.extensions.code };
}

const write = async (fields: Record<string, unknown>) => {
  const { requestId } = await aWrittenRequest(world, {});
  const columns = Object.keys(fields).map((name, at) => `${name} = $${at + 2}`);
  await sql(`UPDATE request SET ${columns.join(', ')} WHERE id = $1`, [requestId, ...Object.values(fields)]);
  return requestId;
};

it('is not looked up again while it says the same', async () => {
  const lookUp = jest.spyOn(PersonSessionStore.prototype, 'findHome');
  expect((await page()).ids).toEqual([seen]);
  expect((await page()).ids).toEqual([seen]);
  expect(lookUp).not.toHaveBeenCalled();
});

describe('what ends or changes is so with the next page', () => {
  it('a session that was closed', async () => {
    await sql('DELETE FROM person_session WHERE member_id IN (SELECT id FROM home_member WHERE home_id = $1)', [
      home.homeId,
    ]);
    expect(await page()).toMatchObject({ status: 401, ids: [], code: 'UNAUTHENTICATED' });
  });

  it('a session that has run out', async () => {
    await sql(
      `UPDATE person_session SET expires_at = $2 WHERE member_id IN (SELECT id FROM home_member WHERE home_id = $1)`,
      [home.homeId, world.clock.now()],
    );
    expect(await page()).toMatchObject({ status: 401, ids: [], code: 'UNAUTHENTICATED' });
  });

  it('a home that is paused, and goes on', async () => {
    await sql('UPDATE home SET paused_at = $2 WHERE id = $1', [home.homeId, world.clock.now()]);
    expect((await page()).ids).toEqual([]);
    await sql('UPDATE home SET paused_at = NULL WHERE id = $1', [home.homeId]);
    expect((await page()).ids).toEqual([seen]);
  });

  it('a home that is closed', async () => {
    await sql('UPDATE home SET closed_at = $2 WHERE id = $1', [home.homeId, world.clock.now()]);
    expect(await page()).toMatchObject({ status: 401, ids: [] });
  });

  it('its tier, up and down', async () => {
    const trusted = await write({ minimum_tier: 'TRUSTED' });
    expect((await page()).ids).toEqual([seen]);
    await sql(`UPDATE home SET tier = 'TRUSTED' WHERE id = $1`, [home.homeId]);
    expect((await page()).ids).toEqual([seen, trusted].sort());
    await sql(`UPDATE home SET tier = 'VOUCHED' WHERE id = $1`, [home.homeId]);
    expect((await page()).ids).toEqual([seen]);
  });

  it('a link of its circle', async () => {
    const { partner_id } = await homeAsItIs();
    const other = await aWrittenCircle(world, partner_id, `Of ${home.homeId}`);
    const linked = await write({ circle_id: other, reach: 'LINKED', widens_to: 'LINKED' });
    expect((await page()).ids).toEqual([seen]);
    await aCircleLink(world, own, other);
    expect((await page()).ids).toEqual([seen, linked].sort());
    await sql('DELETE FROM circle_link WHERE $1 IN (low_id, high_id)', [other]);
    expect((await page()).ids).toEqual([seen]);
  });

  it('the agreement of its partner, which it has yet to accept in a new version', async () => {
    const { partner_id } = await homeAsItIs();
    await sql(`INSERT INTO agreement (partner_id, version, shipped, adopted_on) VALUES ($1, 2, 1, '2026-01-02')`, [
      partner_id,
    ]);
    expect((await page()).ids).toEqual([]);
    await sql(
      `INSERT INTO agreement_acceptance (home_id, partner_id, version, accepted_on) VALUES ($1, $2, 2, '2026-01-02')`,
      [home.homeId, partner_id],
    );
    expect((await page()).ids).toEqual([seen]);
    await sql('DELETE FROM agreement_acceptance WHERE version = 2');
    await sql('DELETE FROM agreement WHERE version = 2');
  });

  it('a certificate that it is given, that is taken back, and that ends by the clock', async () => {
    const asking = await write({ required_training: 'CHILD_SAFETY' });
    expect((await page()).ids).toEqual([seen]);
    const before = world.clock.now();
    await sql(
      `INSERT INTO certificate (id, member_id, home_id, topic, partner_id, issued_on, expires_at)
       SELECT gen_random_uuid(), m.id, m.home_id, 'CHILD_SAFETY', $2, '2026-01-01', $3 FROM home_member m WHERE m.home_id = $1`,
      [home.homeId, partnerId, new Date(before.getTime() + 3_600_000)],
    );
    expect((await page()).ids).toEqual([seen, asking].sort());
    await sql('UPDATE certificate SET revoked_at = $2 WHERE home_id = $1', [home.homeId, before]);
    expect((await page()).ids).toEqual([seen]);
    await sql('UPDATE certificate SET revoked_at = NULL WHERE home_id = $1', [home.homeId]);
    expect((await page()).ids).toEqual([seen, asking].sort());
    world.clock.advance({ hours: 1 });
    expect((await page()).ids).toEqual([seen]);
    world.clock.set(before);
  });

  it('languages that it no longer speaks', async () => {
    expect((await page()).nodes[0]?.languages).toEqual(['en']);
    await sql(`UPDATE home SET languages = '{es}' WHERE id = $1`, [home.homeId]);
    expect((await page()).nodes[0]?.languages).toEqual([]);
  });

  it('a request that blocks it, and one that hides from nobody else', async () => {
    const neighbour = await aWrittenHome(world);
    expect((await page(neighbour)).ids).toEqual([seen]);
    const secret = keptAwaySecret(
      world.app.get((await import('../src/sealing/instance-secrets.js')).InstanceSecrets, { strict: false }),
    );
    await sql('INSERT INTO request_block (request_id, digest) VALUES ($1, $2)', [
      seen,
      keptAwayDigest(secret, bytesOf(home.homeId), seen),
    ]);
    expect((await page()).ids).toEqual([]);
    expect((await page(neighbour)).ids).toEqual([seen]);
  });
});
