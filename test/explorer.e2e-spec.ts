/** The explorer tells the whole story without a word typed, reaches no foreign host, and hands tokens to one's own machine alone. */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import request from 'supertest';
import { PAGE_SCRIPT } from '../src/explorer/page-script.js';
import { tellStories } from '../src/explorer/stories.js';
import { NAMES } from '../src/explorer/story.js';
import { aCoordinator, aPartner, aPublishableKey, aVouchedHome } from './world/people.js';
import { Person } from './world/person.js';
import { World } from './world/world.js';

jest.setTimeout(30_000);

const stories = tellStories(null, new Date('2026-06-10T15:00:00Z'));

describe('the stories', () => {
  it('fit the schema', async () => {
    const schema = buildSchema(await readFile(resolve(import.meta.dirname, '../schema.gql'), 'utf8'));
    for (const { document } of stories)
      expect(validate(schema, parse(document)).map(({ message }) => message)).toEqual([]);
  });

  it('use nothing that no earlier one has handed on', () => {
    const handed = new Set<string>();
    for (const { document, variables, headers } of stories) {
      const used = [...JSON.stringify([variables, headers]).matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
      for (const name of used) expect(handed).toContain(name);
      for (const name of NAMES) if (new RegExp(`\\b${name}\\b(?!\\))`).test(document)) handed.add(name);
    }
    expect(handed).toEqual(new Set(NAMES));
  });
});

describe('the explorer', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ EXPLORER: 'on' });
    const { key } = await aPublishableKey(world, { origins: ['https://help.example.org'] });
    const home = await aVouchedHome(world);
    const other = await aCoordinator(world, await aPartner(world, { name: 'Of the corner' }));
    await new Person(world, other).does(
      'updatePartner',
      { areas: [AREA] },
      '... on PartnerUpdated { partner { name } }',
    );
    const access = {
      publishableKey: key,
      coordinatorToken: (await aCoordinator(world)).token,
      homes: [
        { tier: 'NEW', token: 'shh_new' },
        { tier: 'VOUCHED', token: home.token },
      ],
    };
    await writeFile(join(world.instance.config.dataFolder, 'sample-access.json'), JSON.stringify(access));
  });
  afterAll(() => world.close());

  const page = (host = 'localhost:3000') => request(world.app.getHttpServer()).get('/').set('host', host);

  it('reaches nothing but this service', async () => {
    const { status, headers, text } = await page();
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';.*connect-src 'self'/);
    expect(headers['cache-control']).toBe('no-store');
    expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
    const script = await request(world.app.getHttpServer()).get('/explorer/graphiql.js');
    expect(script.headers['content-type']).toMatch(/^text\/javascript/);
    expect(createHash('sha256').update(script.text).digest('base64url')).toContain(
      String(script.headers['etag']).replaceAll('"', ''),
    );
    const again = request(world.app.getHttpServer()).get('/explorer/graphiql.js');
    expect((await again.set('if-none-match', String(script.headers['etag']))).status).toBe(304);
    expect((await request(world.app.getHttpServer()).get('/explorer/graphiql.css')).status).toBe(200);
  });

  it('hands the tokens of the sample to this machine only, by its own name', async () => {
    expect((await page()).text).toContain('Bearer shh_');
    expect((await page('[::1]:3000')).text).toContain('Bearer shh_');
    expect((await page('evil.example')).text).not.toMatch(/sh[hcp]_/);
  });

  it('tells the whole story, tab by tab', async () => {
    const { text } = await page();
    const options = /<script type="application\/json" id="options">(.*?)<\/script>/s.exec(text)?.[1] ?? '';
    const { graphiql } = JSON.parse(options) as {
      graphiql: { defaultTabs: { query: string; variables: string; headers: string }[] };
    };
    const browser = browserOf(options, world);
    const answers: unknown[] = [];
    for (const tab of graphiql.defaultTabs) {
      const body = JSON.stringify({ query: tab.query, variables: JSON.parse(tab.variables) });
      const answer = await browser.fetch('/graphql', { method: 'POST', headers: JSON.parse(tab.headers), body });
      answers.push(await answer.json());
      await new Promise(setImmediate); // What was handed on is learnt behind the answer.
    }
    expect(answers).toMatchObject([
      { data: { postRideRequest: { request: { status: 'OPEN' }, session: { familyToken: expect.any(String) } } } },
      { data: { request: { lines: [{ remaining: 2 }, { remaining: 2 }] } } },
      { data: { claimRequest: { claim: { status: 'PROPOSED', waitingFor: ['FAMILY'] } } } },
      { data: { acceptClaim: { claim: { status: 'ACCEPTED' } } } },
      { data: { openHandoff: { handoff: { destination: 'The clinic on the avenue' } } } },
      { data: { markDelivered: { claim: { status: 'DELIVERED' } } } },
      { data: { confirmReceipt: { claim: { status: 'CONFIRMED', confirmedBy: 'FAMILY' } } } },
      { data: { disclosures: [{ openedOn: { half: expect.any(String) } }], request: { status: 'FULFILLED' } } },
      { data: { returnWithCode: { viewer: { kind: 'FAMILY' } } } },
      { data: { textsToReview: { edges: [] } } },
      { data: { myCommitment: { declared: null, practices: expect.arrayContaining([]) } } },
      { data: { trainingSessions: { edges: [] }, actions: { edges: [] } } },
      { data: { viewer: { homeId: expect.any(String) }, myVouches: [], myCertificates: [] } },
      { data: { vouchingTree: { edges: [{ node: { level: 0, byCoordinator: true } }] } } },
      { data: { circles: [{ isOwn: true, homes: 1, links: [] }] } },
      { data: { planDispatch: { plan: { state: expect.stringMatching(/^(WAITING|PLANNING|READY)$/) } } } },
      { data: { partners: expect.arrayContaining([]) } },
      {
        data: {
          ownPartner: { name: expect.any(String), areasWaiting: [] },
          areasOfPartners: [
            { partner: 'Of the corner', agreed: [], waiting: [AREA], askedOn: expect.stringMatching(/^\d{4}-/) },
          ],
        },
      },
      { data: { showOnMap: { place: { cell: expect.stringMatching(/^89/) } } } },
      { data: { here: [], everywhere: [], deliveries: [], visibleHomes: [] } },
      { data: { createFund: { fund: { available: { minor: 0 } } } } },
      { data: { makePledge: { pledge: { outstanding: { minor: 6_000 }, given: { minor: 0 } } } } },
      { data: { receivePledge: { pledge: { outstanding: { minor: 0 }, given: { minor: 6_000 } } } } },
      { data: { postMoneyRequest: { request: { status: 'OPEN', lines: [{ remaining: 4_500 }] } } } },
      { data: { allocateFromFund: { claim: { status: 'ACCEPTED', lines: [{ quantity: 4_500 }] } } } },
      { data: { markPaid: { claim: { status: 'DELIVERED' } } } },
      { data: { confirmReceipt: { claim: { status: 'CONFIRMED', confirmedBy: 'FAMILY' } } } },
      {
        data: {
          givingStatement: { currencies: [{ pledged: { minor: 6_000 }, given: { minor: 6_000 } }] },
          myPledges: [{ given: { minor: 6_000 }, outcomes: [] }],
          myReimbursements: [],
        },
      },
      { data: { postRideOffer: { offer: { kind: 'RIDE', status: 'OPEN' } } } },
      { data: { postRideRequest: { request: { status: 'OPEN' } } } },
      { data: { suggestedOffers: [{ rank: 1, isExact: true, reasons: expect.arrayContaining([SPEAKS_FOR]) }] } },
      { data: { suggestedRequests: [{ rank: 1, isExact: true, reasons: expect.arrayContaining([SPEAKS_FOR]) }] } },
    ]);
  });

  it('is not there where it is switched off', async () => {
    const without = await World.open({ EXPLORER: 'off' });
    expect((await request(without.app.getHttpServer()).get('/')).status).toBe(404);
    expect((await request(without.app.getHttpServer()).get('/explorer/graphiql.js')).status).toBe(404);
    await without.close();
  });
});

const AREA = '842a107ffffffff';
const SPEAKS_FOR = { code: 'SERVES_ALL', text: 'It covers everything that is still needed.', speaksFor: true };

/** As much of a browser as the page's script touches. */
function browserOf(options: string, world: World) {
  const window: { fetch: typeof fetch } & Record<string, unknown> = {
    fetch: async (_url, init) => {
      const call = request(world.app.getHttpServer()).post('/graphql').set('content-type', 'application/json');
      new Headers(init?.headers).forEach((value, name) => void call.set(name, value));
      const { text, status } = await call.send(String(init?.body));
      return new Response(text, { status });
    },
  };
  runInNewContext(`const workers = {};${PAGE_SCRIPT}`, {
    window,
    document: { getElementById: () => ({ textContent: options }) },
    location: { search: '' },
    history: {},
    YogaGraphiQL: { renderYogaGraphiQL: () => undefined },
    Headers,
    Blob,
    URL,
  });
  return window;
}
