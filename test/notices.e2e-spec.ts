/** Everybody is told what concerns them, in words that name nobody, and by mail only that there is something to read. */
import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { isRefused } from '../src/kernel/decision.js';
import type { NoticeCode } from '../src/notice/notice-code.js';
import { type NoticeRecipient, Notices } from '../src/notice/notices.js';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { addRequest, emptyRing } from '../src/requester/domain/ring.js';
import { FamilySessions } from '../src/requester/family-sessions.js';
import { Rings } from '../src/requester/rings.js';
import { aCoordinator, aHome, type TestCoordinator, type TestHome } from './world/people.js';
import { SmtpServer } from './world/smtp-server.js';
import { World } from './world/world.js';

jest.setTimeout(30_000);

const PAGE = `query ($first: Int, $after: String) {
  notices(first: $first, after: $after) {
    edges { node { id code text subjectKind subjectId requestId happenedOn happenedHalf read } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const MARK = `mutation ($input: MarkNoticesReadInput!) {
  markNoticesRead(input: $input) { ... on NoticesRead { unreadNotices } ... on Refusal { code path } }
}`;

interface Page {
  notices: {
    edges: { node: { id: string; code: string; text: string; read: boolean; requestId: string | null } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

let world: World;
let home: TestHome;
let coordinator: TestCoordinator;

async function tell(to: NoticeRecipient, code: NoticeCode): Promise<string> {
  const id = randomUUID();
  await world.instance.database.transaction((tx) =>
    world.get(Notices).tell(tx, to, code, { kind: 'CLAIM', id }, world.clock.now()),
  );
  return id;
}

async function forget(): Promise<void> {
  await world.instance.owner.database.query('test-forget-notices', 'DELETE FROM notice');
}

async function codes(token: string): Promise<string[]> {
  return (await world.ask<Page>(PAGE, {}, { token })).notices.edges.map(({ node }) => node.code);
}

describe('reading notices', () => {
  beforeAll(async () => {
    world = await World.open();
    coordinator = await aCoordinator(world);
    home = await aHome(world, { languages: ['fr', 'es', 'en'] });
  });
  afterAll(() => world.close());
  beforeEach(forget);

  it('shows each only their own, newest first, in their language, by the page', async () => {
    const another = await aHome(world);
    await forget();
    const subject = await tell({ homeId: home.homeId }, 'CLAIM_ACCEPTED');
    await tell({ homeId: another.homeId }, 'CLAIM_DECLINED');
    await tell({ coordinatorsOf: coordinator.partnerId }, 'CONCERN_REPORTED');
    world.clock.advance({ hours: 12 });
    await tell({ homeId: home.homeId }, 'CLAIM_CONFIRMED');

    const first = await world.ask<Page>(PAGE, { first: 1 }, { token: home.token, language: 'es' });
    expect(first.notices.edges[0]?.node).toMatchObject({ code: 'CLAIM_CONFIRMED', read: false, requestId: null });
    expect(first.notices.pageInfo.hasNextPage).toBe(true);
    const after = first.notices.pageInfo.endCursor;
    const second = await world.ask<Page>(PAGE, { first: 1, after }, { token: home.token, language: 'es' });
    expect(second.notices).toMatchObject({
      edges: [
        {
          node: {
            code: 'CLAIM_ACCEPTED',
            text: 'Una de sus propuestas fue aceptada.',
            subjectKind: 'CLAIM',
            subjectId: subject,
            happenedOn: '2026-06-10',
            happenedHalf: 'AFTERNOON',
          },
        },
      ],
      pageInfo: { hasNextPage: false },
    });
    expect(await codes(another.token)).toEqual(['CLAIM_DECLINED']);
    expect(await codes(coordinator.token)).toEqual(['CONCERN_REPORTED']);
  });

  it('counts what is unread, and marks what is named or everything', async () => {
    for (const code of ['CLAIM_ACCEPTED', 'CLAIM_ENDED', 'CLAIM_LAPSED'] as const)
      await tell({ homeId: home.homeId }, code);
    const unread = () => world.ask('{ viewer { unreadNotices } }', {}, { token: home.token });
    expect(await unread()).toEqual({ viewer: { unreadNotices: 3 } });
    const { notices } = await world.ask<Page>(PAGE, {}, { token: home.token });
    const mark = (input: object) => world.ask(MARK, { input }, { token: home.token });
    const ids = [notices.edges[0]?.node.id, notices.edges[0]?.node.id];
    expect(await mark({ ids })).toEqual({ markNoticesRead: { unreadNotices: 2 } });
    expect(await mark({ ids })).toEqual({ markNoticesRead: { unreadNotices: 2 } });
    expect(await mark({ all: true })).toEqual({ markNoticesRead: { unreadNotices: 0 } });
    expect(await unread()).toEqual({ viewer: { unreadNotices: 0 } });
    expect(await world.ask('{ viewer { unreadNotices } }')).toEqual({ viewer: { unreadNotices: 0 } });
  });

  it('refuses to mark what is not theirs, and then marks nothing', async () => {
    await tell({ homeId: home.homeId }, 'CLAIM_ACCEPTED');
    await tell({ coordinatorsOf: coordinator.partnerId }, 'CONCERN_REPORTED');
    const of = async (token: string) => (await world.ask<Page>(PAGE, {}, { token })).notices.edges[0]?.node.id ?? '';
    const mine = await of(home.token);
    const mark = async (input: object) =>
      (await world.ask<{ markNoticesRead: unknown }>(MARK, { input }, { token: home.token })).markNoticesRead;
    const notFound = { code: 'NOT_FOUND', path: ['ids'] };
    expect(await mark({ ids: [mine, await of(coordinator.token)] })).toEqual(notFound);
    expect(await mark({ ids: [mine, randomUUID()] })).toEqual(notFound);
    expect(await mark({ ids: [mine, 'nonsense'] })).toEqual(notFound);
    expect(await mark({})).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await mark({ ids: [mine], all: true })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await mark({ ids: [] })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await mark({ ids: Array.from({ length: 51 }, randomUUID) })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await world.ask('{ viewer { unreadNotices } }', {}, { token: home.token })).toMatchObject({
      viewer: { unreadNotices: 1 },
    });
  });

  it('is for those who are signed in, with a cursor of this list', async () => {
    expect((await world.call(PAGE)).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const odd = await world.call(PAGE, { after: 'bm9uc2Vuc2U' }, { token: home.token });
    expect(odd.errors[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', path: ['after'] });
  });

  it('shows a family those of the requests in its ring', async () => {
    const [mine, other] = [await aRequest(), await aRequest()];
    await tell({ requestId: mine }, 'CLAIM_PROPOSED');
    await tell({ requestId: other }, 'CLAIM_PROPOSED');
    const now = world.clock.now();
    const ring = addRequest(emptyRing, { id: mine, kind: 'RIDE', familyKey: '', postedOn: '2026-06-10' });
    if (isRefused(ring)) throw new Error('full');
    const created = await world.get(Rings).create('en', now, ring.value);
    if (isRefused(created)) throw new Error('busy');
    const { token } = await world.get(FamilySessions).start(created.opened, now);
    const { notices } = await world.ask<Page>(PAGE, {}, { token });
    expect(notices.edges.map(({ node }) => [node.code, node.requestId])).toEqual([['CLAIM_PROPOSED', mine]]);
  });

  it('forgets notices after 30 days', async () => {
    await tell({ homeId: home.homeId }, 'CLAIM_ACCEPTED');
    world.clock.advance({ days: 30 });
    await world.get(RunSweeps).one('forget-notices', world.clock.now());
    await tell({ homeId: home.homeId }, 'CLAIM_ENDED');
    world.clock.advance({ hours: 12 });
    await world.get(RunSweeps).one('forget-notices', world.clock.now());
    const { rows } = await world.instance.owner.database.query('test-codes', 'SELECT code FROM notice');
    expect(rows).toEqual([{ code: 'CLAIM_ENDED' }]);
  });

  async function aRequest(): Promise<string> {
    const id = randomUUID();
    await world.instance.owner.database.query(
      'test-a-request',
      `INSERT INTO request (id, kind, alias, partner_id, urgency, acceptance, published_cell, time_zone, posted_on, bucket, expires_at)
       VALUES ($1, 'RIDE', $4, $2, 'TODAY', 'ME', '842a107ffffffff', 'America/New_York', '2026-06-10', 0, $3)`,
      [id, coordinator.partnerId, world.clock.now(), `Alias ${id}`],
    );
    return id;
  }
});

describe('mail', () => {
  let smtp: SmtpServer;
  const run = () => world.get(RunSweeps).one('send-notice-mail', world.clock.now());

  describe('through a server', () => {
    beforeAll(async () => {
      smtp = await SmtpServer.start();
      world = await World.open({ SMTP_URL: smtp.url, MAIL_FROM: 'Sanctuary Homes <news@homes.example>' });
      coordinator = await aCoordinator(world);
      home = await aHome(world, { languages: ['fr', 'es', 'en'] });
    });
    afterAll(async () => {
      await world.close();
      await smtp.stop();
    });
    beforeEach(async () => {
      await forget();
      smtp.taken.length = 0;
      smtp.refusals.clear();
    });

    it('says once that there is news, in their language, and not a word of what', async () => {
      await tell({ homeId: home.homeId }, 'CLAIM_ACCEPTED');
      await tell({ homeId: home.homeId }, 'NO_SHOW_REPORTED');
      await tell({ coordinatorsOf: coordinator.partnerId }, 'CONCERN_REPORTED');
      expect(await run()).toMatchObject({ rows: 2 });
      expect(await run()).toMatchObject({ rows: 0 });
      expect(smtp.taken.map(({ to }) => to)).toEqual([home.email, coordinator.email]);
      const [spanish, english] = smtp.taken.map(({ text }) => text);
      expect(spanish).toContain('Subject: Sanctuary Homes: hay novedades para usted');
      expect(spanish).toContain('From: Sanctuary Homes <news@homes.example>');
      expect(spanish).toContain('Auto-Submitted: auto-generated');
      expect(english).toContain('There is news on one of your claims, offers or requests.');
      expect(world.logLines.join('')).not.toContain(home.email);
    });

    it('is not sent for what was read meanwhile, nor to families', async () => {
      await tell({ homeId: home.homeId }, 'CLAIM_ACCEPTED');
      await world.ask(MARK, { input: { all: true } }, { token: home.token });
      expect(await run()).toMatchObject({ rows: 0 });
      expect(smtp.taken).toEqual([]);
    });

    it('is the same letter when it is sent again, and another one for other news', async () => {
      await tell({ homeId: home.homeId }, 'CLAIM_ACCEPTED');
      await run();
      // As after a kill between sending and committing.
      await world.instance.owner.database.query('test-due-again', 'UPDATE notice SET mail_due = true');
      await tell({ homeId: home.homeId }, 'CLAIM_CONFIRMED');
      await run();
      await tell({ homeId: home.homeId }, 'CLAIM_ENDED');
      await run();
      const ids = smtp.taken.map(({ text }) => /^Message-ID: (<[0-9a-f]{32}@homes\.example>)$/im.exec(text)?.[1]);
      expect(ids[0]).toEqual(ids[1]);
      expect(ids[2]).not.toEqual(ids[0]);
      expect(ids.every(Boolean)).toBe(true);
    });

    it('waits for an address that takes none now, and gives up one that never will', async () => {
      await tell({ homeId: home.homeId }, 'CLAIM_ACCEPTED');
      await tell({ coordinatorId: coordinator.id }, 'CONCERN_REPORTED');
      smtp.refusals.set(home.email, '451 come back later');
      smtp.refusals.set(coordinator.email, '550 no such user');
      expect(await run()).toMatchObject({ rows: 0 });
      smtp.refusals.clear();
      expect(await run()).toMatchObject({ rows: 1 });
      expect(smtp.taken.map(({ to }) => to)).toEqual([home.email]);
    });

    it('stays due while the server is away', async () => {
      await tell({ homeId: home.homeId }, 'CLAIM_ACCEPTED');
      await smtp.stop();
      expect(await run()).toMatchObject({ rows: null });
      const { rows } = await world.instance.owner.database.query('test-due', 'SELECT FROM notice WHERE mail_due');
      expect(rows).toHaveLength(1);
      expect(world.logLines.join('')).not.toContain(home.email);
      smtp = await SmtpServer.start();
    });
  });

  describe('without a server', () => {
    beforeAll(async () => {
      world = await World.open();
      home = await aHome(world);
    });
    afterAll(() => world.close());
    beforeEach(forget);
    afterEach(() => rm(folder(), { recursive: true, force: true }));
    const folder = () => join(world.instance.config.dataFolder, 'mail');

    it('becomes a file that only we can read, the same one when it is sent again', async () => {
      await tell({ homeId: home.homeId }, 'CLAIM_ACCEPTED');
      expect(await run()).toMatchObject({ rows: 1 });
      await world.instance.owner.database.query('test-due-again', 'UPDATE notice SET mail_due = true');
      expect(await run()).toMatchObject({ rows: 1 });
      const files = await readdir(folder());
      expect(files).toHaveLength(1);
      const file = join(folder(), files[0] ?? '');
      expect((await stat(folder())).mode & 0o777).toBe(0o700);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect(await readFile(file, 'utf8')).toContain(`To: ${home.email}`);
    });
  });
});
