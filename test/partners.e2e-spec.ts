/** Partners look after places, and their keys open exactly what they name, from where they say. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cellToParent } from 'h3-js';
import request from 'supertest';
import { isRefused, type Refused } from '../src/kernel/decision.js';
import { CreatePartner, type PartnerCreated } from '../src/partner/create-partner.js';
import { CreatePartnerKey, type PartnerKeyInput } from '../src/partner/create-partner-key.js';
import type { PartnerInput } from '../src/partner/domain/partner-details.js';
import { EnsureHostPartner } from '../src/partner/ensure-host-partner.js';
import { PartnerForPlace } from '../src/partner/looking-after.js';
import { RevokePartnerKey } from '../src/partner/revoke-partner-key.js';
import { everythingStored } from './world/everything-stored.js';
import { aHome, aPartner, aPublishableKey, aSecretKey, theHost } from './world/people.js';
import { World } from './world/world.js';

const BROOKLYN = '872a10728ffffff';
const LOS_ANGELES = '8729a56e2ffffff';

describe('partners', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ HOST_PARTNER_NAME: 'Neighbours of Brooklyn' });
  });
  afterAll(async () => {
    await world.close();
  });

  async function refuses(code: string, attempt: () => Promise<unknown>, path?: string[]): Promise<void> {
    const before = await everythingStored(world);
    expect(await attempt()).toMatchObject({ accepted: false, code, ...(path && { path }) });
    expect(await everythingStored(world)).toEqual(before);
  }
  const create = (input: PartnerInput) => world.get(CreatePartner).execute(input);

  describe('the host', () => {
    it('is made by the first start, once, with the one circle that homes join', async () => {
      const ensure = world.get(EnsureHostPartner);
      expect(new Set(await Promise.all([ensure.execute(), ensure.execute()])).size).toBe(1);
      const { rows } = await world.instance.owner.database.query(
        'hosts-and-circles',
        'SELECT p.name, c.name AS circle FROM partner p JOIN circle c ON c.partner_id = p.id WHERE is_host',
      );
      expect(rows).toEqual([{ name: 'Neighbours of Brooklyn', circle: 'Neighbours of Brooklyn' }]);
    });

    it('is one', async () => {
      await refuses('WRONG_STATE', () => create({ name: 'Another host', host: true }), ['host']);
    });

    it('is where homes go that come through no partner', async () => {
      const { token } = await aHome(world);
      const { viewer } = await world.ask('{ viewer { circle } }', {}, { token });
      expect(viewer).toEqual({ circle: 'Neighbours of Brooklyn' });
    });
  });

  describe('a partner', () => {
    it('has a circle of its own, which homes join that come through its page', async () => {
      const partner = await aPartner(world, { name: 'Neighbours of Queens' });
      const key = await aPublishableKey(world, { partner });
      const { token } = await aHome(world, { partnerKey: key.key });
      const { viewer } = await world.ask('{ viewer { circle } }', {}, { token });
      expect(viewer).toEqual({ circle: 'Neighbours of Queens' });
    });

    it('may come with areas, and a key for its web page', async () => {
      const area = cellToParent(LOS_ANGELES, 3);
      const made = done(await create({ name: 'West', areas: [area, area], origins: ['https://west.example'] }));
      const answer = await world.ask(
        '{ viewer { kind } }',
        {},
        { partnerKey: made.publishableKey ?? '', origin: 'https://west.example' },
      );
      expect(answer).toEqual({ viewer: { kind: 'PUBLIC' } });
    });

    it.each([
      ['no name', { name: '' }, 'INVALID_INPUT', ['name']],
      ['the name of another', { name: 'Neighbours of Brooklyn' }, 'NAME_TAKEN', ['name']],
      ['a language that is none', { name: 'East', languages: ['?'] }, 'LANGUAGE_UNKNOWN', ['languages', '0']],
      [
        'a contact that is too long',
        { name: 'East', contactForFamilies: 'x'.repeat(201) },
        'TEXT_TOO_LONG',
        ['contactForFamilies'],
      ],
      ['an area that is too fine', { name: 'East', areas: [cellToParent(BROOKLYN, 5)] }, 'CELL_TOO_FINE', ['areas']],
      ['an area that is none', { name: 'East', areas: ['Brooklyn'] }, 'CELL_INVALID', ['areas']],
      ['an origin that is none', { name: 'East', origins: ['https://*'] }, 'ORIGIN_INVALID', ['origins']],
    ])('is not made with %s', async (_what, input, code, path) => {
      await refuses(code, () => create(input), path);
    });
  });

  describe('a place', () => {
    const find = (from: Parameters<PartnerForPlace['find']>[0]) => world.get(PartnerForPlace).find(from);

    it("is looked after by whose people posted, the coordinator's before the frontend's, whatever the place", async () => {
      const [frontend, coordinator] = [await aPartner(world), await aPartner(world, { reviewsRequests: true })];
      expect(await find({ frontendPartnerId: frontend.partnerId, cell: BROOKLYN })).toEqual({
        partnerId: frontend.partnerId,
        areaCell: null,
        reviewsRequests: false,
      });
      expect(
        await find({
          frontendPartnerId: frontend.partnerId,
          coordinatorPartnerId: coordinator.partnerId,
          cell: BROOKLYN,
        }),
      ).toEqual({ partnerId: coordinator.partnerId, areaCell: null, reviewsRequests: true });
    });

    it('is looked after by the partner with the finest area around it, else by the host', async () => {
      expect(await find({ cell: BROOKLYN })).toMatchObject({ ...(await theHost(world)), areaCell: null });
      const [coarse, middle, fine] = [2, 3, 4].map((resolution) => cellToParent(BROOKLYN, resolution));
      const region = await aPartner(world, { areas: [coarse ?? ''] });
      expect(await find({ cell: BROOKLYN })).toMatchObject({ partnerId: region.partnerId, areaCell: coarse });
      const city = await aPartner(world, { areas: [fine ?? '', middle ?? ''], reviewsRequests: true });
      const looking = { partnerId: city.partnerId, areaCell: fine, reviewsRequests: true };
      for (const resolution of [4, 5, 6, 7]) {
        expect(await find({ cell: cellToParent(BROOKLYN, resolution) })).toEqual(looking);
      }
      expect(await find({ cell: middle ?? '' })).toEqual({ ...looking, areaCell: middle });
      expect(await find({ cell: coarse ?? '' })).toMatchObject({ partnerId: region.partnerId, areaCell: coarse });
      expect(await find({ frontendPartnerId: city.partnerId, cell: BROOKLYN })).toEqual(looking);
    });
  });

  describe('a key', () => {
    const ask = (partnerKey: string, origin?: string) =>
      world.call('{ viewer { kind scopes } }', {}, { partnerKey, origin });
    const make = (input: PartnerKeyInput) => world.get(CreatePartnerKey).execute(input);

    it('that is publishable works from its origins and from outside browsers, and from no other page', async () => {
      const { key } = await aPublishableKey(world, { origins: ['https://a.example', 'http://localhost:5173'] });
      for (const origin of ['https://a.example', 'http://localhost:5173', undefined]) {
        expect((await ask(key, origin)).data).toEqual({ viewer: { kind: 'PUBLIC', scopes: [] } });
      }
      const foreign = [
        'https://b.example',
        'http://a.example',
        'https://a.example:8443',
        'https://a.example.evil.example',
        'null',
      ];
      for (const origin of foreign) {
        const answer = await ask(key, origin);
        expect(answer.status).toBe(401);
        expect(answer.errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
        expect(JSON.stringify(answer)).not.toContain(key);
      }
    });

    it('opens its origins to browsers, and no others', async () => {
      const { keyId } = await aPublishableKey(world, { origins: ['https://open.example'] });
      const preflight = (origin: string) =>
        request(world.app.getHttpServer())
          .options('/graphql')
          .set('origin', origin)
          .set('access-control-request-method', 'POST')
          .set('access-control-request-headers', 'content-type,x-partner-key,authorization,idempotency-key');
      const allowed = await preflight('https://open.example');
      expect(allowed.headers['access-control-allow-origin']).toBe('https://open.example');
      expect(allowed.headers['access-control-allow-headers']).toContain('x-partner-key');
      expect(allowed.headers['access-control-allow-credentials']).toBeUndefined();
      for (const origin of ['https://other.example', 'https://open.example.evil.example', 'null']) {
        expect((await preflight(origin)).headers['access-control-allow-origin']).toBeUndefined();
      }
      const answer = await world.call('{ viewer { kind } }', {}, { origin: 'https://open.example' });
      expect(answer.headers['access-control-allow-origin']).toBe('https://open.example');
      await world.get(RevokePartnerKey).execute({ keyId });
      expect((await preflight('https://open.example')).headers['access-control-allow-origin']).toBeUndefined();
    });

    it("that is secret is a partner's server, with the scopes it was given", async () => {
      const { key } = await aSecretKey(world, { scopes: ['POST_REQUESTS'] });
      expect((await ask(key)).data).toEqual({ viewer: { kind: 'PARTNER', scopes: ['POST_REQUESTS'] } });
    });

    it('adds nothing to the rights of a person, whose rights decide', async () => {
      const { key } = await aSecretKey(world);
      const { token } = await aHome(world);
      const answer = await world.ask('{ viewer { kind scopes } }', {}, { token, partnerKey: key });
      expect(answer).toEqual({ viewer: { kind: 'HOME', scopes: [] } });
    });

    it('is dead when it is revoked: here at once, elsewhere within ten seconds, and for good', async () => {
      const [here, elsewhere] = [await aSecretKey(world), await aPublishableKey(world)];
      for (const { key } of [here, elsewhere]) expect((await ask(key)).status).toBe(200);
      expect(await world.get(RevokePartnerKey).execute({ keyId: here.keyId })).toEqual({ revoked: true });
      expect((await ask(here.key)).status).toBe(401);
      await refuses('NOT_FOUND', () => world.get(RevokePartnerKey).execute({ keyId: here.keyId }), ['keyId']);
      expect((await ask(elsewhere.key)).status).toBe(200);
      await world.instance.owner.database.query(
        'revoke-elsewhere',
        'UPDATE partner_key SET revoked_at = $2 WHERE id = $1',
        [elsewhere.keyId, world.clock.now()],
      );
      world.clock.advance({ seconds: 11 });
      expect((await ask(elsewhere.key)).status).toBe(401);
    });

    it('is dead when it is made up, or shown with a dead token beside it', async () => {
      const { key } = await aPublishableKey(world);
      expect((await ask(`shp_${'A'.repeat(43)}`)).status).toBe(401);
      expect((await ask('nonsense')).status).toBe(401);
      const dead = await world.call('{ viewer { kind } }', {}, { partnerKey: key, token: `shh_${'A'.repeat(43)}` });
      expect(dead.status).toBe(401);
    });

    it('is kept as a digest, with the day of its last use', async () => {
      const { key, keyId } = await aPublishableKey(world);
      await ask(key);
      const { rows } = await world.instance.owner.database.query<{ all: string; day: string }>(
        'key-as-kept',
        'SELECT k::text AS all, last_used_on::text AS day FROM partner_key k WHERE id = $1',
        [keyId],
      );
      expect(rows[0]?.day).toBe(world.clock.now().toISOString().slice(0, 10));
      expect(rows[0]?.all).not.toContain(key);
    });

    it.each([
      ['no label', { kind: 'SECRET', label: ' ', scopes: [] }, 'INVALID_INPUT', ['label']],
      ['no origin', { kind: 'PUBLISHABLE', label: 'Page', origins: [] }, 'ORIGIN_INVALID', ['origins']],
      [
        'an origin with a path',
        { kind: 'PUBLISHABLE', label: 'Page', origins: ['https://a.example/x'] },
        'ORIGIN_INVALID',
        ['origins'],
      ],
    ] as const)('is not made with %s', async (_what, input, code, path) => {
      const { partnerId } = await theHost(world);
      await refuses(code, () => make({ ...input, partnerId }), [...path]);
    });

    it('is not made for a partner that does not exist', async () => {
      const partnerId = 'b2c7ab6e-6a8c-4e64-9a53-0d1bb4b4a7e0';
      await refuses('NOT_FOUND', () => make({ kind: 'SECRET', label: 'Server', scopes: [], partnerId }), ['partnerId']);
    });
  });
});

function done(outcome: PartnerCreated | Refused): PartnerCreated {
  if (isRefused(outcome)) throw new Error(outcome.code);
  return outcome;
}
