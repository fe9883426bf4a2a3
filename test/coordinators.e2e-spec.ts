/** Coordinators are invited, join once, and act on the homes of their own partner alone. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isRefused } from '../src/kernel/decision.js';
import { InviteCoordinator } from '../src/partner/invite-coordinator.js';
import { SweepInvitations } from '../src/partner/sweep-invitations.js';
import { everythingStored } from './world/everything-stored.js';
import {
  aCoordinator,
  aHome,
  anEmail,
  aPartner,
  aVouchedHome,
  PASSWORD,
  type TestCoordinator,
  theHost,
  vouch,
} from './world/people.js';
import { World } from './world/world.js';

const HOME = 'id shortName email phone circle tier paused languages features registeredOn vouchedOn';

interface Home {
  readonly id: string;
  readonly shortName: string;
  readonly email: string;
  readonly tier: string;
}
interface Page {
  readonly edges: { readonly node: Home }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
type Outcome = Record<string, unknown> & { code?: string };

describe('coordinators', () => {
  let world: World;
  let coordinator: TestCoordinator;
  let foreigner: TestCoordinator;
  beforeAll(async () => {
    world = await World.open();
    coordinator = await aCoordinator(world);
    foreigner = await aCoordinator(world, await aPartner(world));
  });
  afterAll(async () => {
    await world.close();
  });

  async function invite(email: string, token = coordinator.token) {
    const document = `mutation ($input: InviteCoordinatorInput!) {
      inviteCoordinator(input: $input) { ... on CoordinatorInvited { invitation endsAt } ... on Refusal { code path } }
    }`;
    return (
      await world.ask<{ inviteCoordinator: { invitation: string; endsAt: string; code?: string } }>(
        document,
        { input: { email } },
        { token },
      )
    ).inviteCoordinator;
  }
  async function join(invitation: string, password = PASSWORD) {
    const document = `mutation ($input: JoinAsCoordinatorInput!) {
      joinAsCoordinator(input: $input) { ... on CoordinatorJoined { session { token } viewer { kind id } } ... on Refusal { code path } }
    }`;
    return (
      await world.ask<{ joinAsCoordinator: { session?: { token: string }; viewer?: { id: string }; code?: string } }>(
        document,
        { input: { invitation, password } },
      )
    ).joinAsCoordinator;
  }
  async function stand(mutation: string, homeId: string, token: string): Promise<Outcome> {
    const input = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const document = `mutation ($input: ${input}!) {
      answer: ${mutation}(input: $input) { ... on HomeStandingChanged { home { ${HOME} } } ... on Refusal { code path } }
    }`;
    return (await world.ask<{ answer: Outcome }>(document, { input: { homeId } }, { token })).answer;
  }
  async function list(query: string, token: string, after?: string | null): Promise<Page> {
    const document = `query ($after: String) {
      answer: ${query.replace(/\)$|$/, (end) => (end ? ', after: $after)' : '(after: $after)'))} {
        edges { node { ${HOME} } } pageInfo { hasNextPage endCursor }
      }
    }`;
    return (await world.ask<{ answer: Page }>(document, { after }, { token })).answer;
  }
  async function changesNothing(attempt: () => Promise<unknown>, expected: unknown): Promise<void> {
    const before = await everythingStored(world);
    expect(await attempt()).toMatchObject(expected as object);
    expect(await everythingStored(world)).toEqual(before);
  }
  async function toldOf(homeId: string): Promise<string[]> {
    const { rows } = await world.instance.owner.database.query<{ code: string }>(
      'told-of-home',
      `SELECT code || CASE WHEN home_id IS NULL THEN ' to coordinators' ELSE '' END AS code FROM notice
       WHERE subject_id = $1 GROUP BY 1 ORDER BY min(sequence)`,
      [homeId],
    );
    return rows.map(({ code }) => code);
  }

  describe('an invitation', () => {
    it('is good for seven days and makes one coordinator of the same partner', async () => {
      const email = anEmail();
      const { invitation, endsAt } = await invite(email);
      expect(invitation).toMatch(/^shi_/);
      expect(new Date(endsAt).getTime() - world.clock.now().getTime()).toBe(7 * 86_400_000);
      const joined = await join(invitation);
      const theirs = (await list('partnerHomes', joined.session?.token ?? '')).edges;
      expect(theirs).toEqual((await list('partnerHomes', coordinator.token)).edges);
      await changesNothing(() => join(invitation), { code: 'INVITATION_INVALID' });
    });

    it('is used once, however many bring it at the same time', async () => {
      const { invitation } = await invite(anEmail());
      const outcomes = await Promise.all(Array.from({ length: 6 }, () => join(invitation)));
      expect(outcomes.filter(({ session }) => session)).toHaveLength(1);
      expect(outcomes.filter(({ code }) => code === 'INVITATION_INVALID')).toHaveLength(5);
    });

    it('is dead when the same person was invited again', async () => {
      const email = anEmail();
      const [first, second] = [await invite(email), await invite(email)];
      await changesNothing(() => join(first.invitation), { code: 'INVITATION_INVALID' });
      expect((await join(second.invitation)).session).toBeDefined();
    });

    it('is over after seven days; then whoever did not come is forgotten, key and all, and nobody else is', async () => {
      const never = await invite(anEmail());
      world.clock.advance({ days: 6 });
      const late = await invite(anEmail());
      world.clock.advance({ days: 1 });
      await changesNothing(() => join(never.invitation), { code: 'INVITATION_INVALID' });
      const sweep = world.get(SweepInvitations);
      const before = await counts();
      expect(await sweep.run(world.clock.now())).toBe(1);
      const after = await counts();
      expect(after).toEqual({
        coordinators: before.coordinators - 1,
        persons: before.persons - 1,
        keys: before.keys - 1,
      });
      expect(await sweep.run(world.clock.now())).toBe(0);
      expect((await join(late.invitation)).session).toBeDefined();
    });

    it.each([
      ['of somebody who coordinates there already', async () => coordinator.email],
      ['of somebody who coordinates for another partner', async () => foreigner.email],
    ])('is not made for the e-mail %s', async (_what, email) => {
      const address = await email();
      await changesNothing(() => invite(address.toUpperCase()), { code: 'CANNOT_INVITE', path: ['email'] });
    });

    it('is not made for what is no e-mail', async () => {
      await changesNothing(() => invite('somebody'), { code: 'EMAIL_INVALID', path: ['email'] });
    });

    it('is not used up by a password that is too short, nor found when it is made up', async () => {
      const { invitation } = await invite(anEmail());
      await changesNothing(() => join(invitation, 'short'), { code: 'PASSWORD_TOO_SHORT', path: ['password'] });
      await changesNothing(() => join(`shi_${'A'.repeat(43)}`), { code: 'INVITATION_INVALID' });
      await changesNothing(() => join(coordinator.token), { code: 'INVITATION_INVALID' });
      expect((await join(invitation)).session).toBeDefined();
    });

    it('is made by coordinators and the operator, and by nobody else', async () => {
      const { token } = await aHome(world);
      const document = 'mutation { inviteCoordinator(input: { email: "a@example.org" }) { __typename } }';
      expect((await world.call(document, {}, { token })).errors[0]?.extensions.code).toBe('NOT_ALLOWED');
      expect((await world.call(document)).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
      const { partnerId } = await theHost(world);
      const byOperator = await world.get(InviteCoordinator).execute(partnerId, { email: anEmail() });
      expect(isRefused(byOperator)).toBe(false);
    });
  });

  describe('a vouch', () => {
    it('makes a new home a vouched one, and the home is told', async () => {
      const home = await aHome(world, {
        name: 'Alder Row',
        phone: '+1 917 555 0147',
        languages: ['es'],
        features: ['SIGNS'],
      });
      const today = world.clock.now().toISOString().slice(0, 10);
      expect(await stand('vouchForHome', home.homeId, coordinator.token)).toEqual({
        home: {
          id: home.homeId,
          shortName: 'Alder Row',
          email: home.email,
          phone: '+1 917 555 0147',
          circle: 'Sanctuary Homes host partner',
          tier: 'VOUCHED',
          paused: false,
          languages: ['es'],
          features: ['SIGNS'],
          registeredOn: today,
          vouchedOn: today,
        },
      });
      const { viewer } = await world.ask('{ viewer { tier waitingFor } }', {}, { token: home.token });
      expect(viewer).toEqual({ tier: 'VOUCHED', waitingFor: [] });
      expect(await toldOf(home.homeId)).toEqual(['HOME_REGISTERED to coordinators', 'HOME_VOUCHED']);
    });

    it('is given once, though several give it at the same time', async () => {
      const home = await aHome(world);
      const tokens = [coordinator, await aCoordinator(world), await aCoordinator(world)].map(({ token }) => token);
      const outcomes = await Promise.all(tokens.map((token) => stand('vouchForHome', home.homeId, token)));
      expect(outcomes.filter(({ code }) => code === undefined)).toHaveLength(1);
      expect(outcomes.filter(({ code }) => code === 'WRONG_STATE')).toHaveLength(2);
    });

    it('is taken back at once', async () => {
      const home = await aVouchedHome(world);
      expect(await stand('withdrawVouch', home.homeId, coordinator.token)).toMatchObject({
        home: { tier: 'NEW', vouchedOn: null },
      });
      const { viewer } = await world.ask('{ viewer { tier waitingFor } }', {}, { token: home.token });
      expect(viewer).toEqual({ tier: 'NEW', waitingFor: ['VOUCH'] });
      await changesNothing(() => stand('withdrawVouch', home.homeId, coordinator.token), { code: 'WRONG_STATE' });
      expect(await toldOf(home.homeId)).toContain('HOME_VOUCH_WITHDRAWN');
    });

    it("is not for a home of one's own", async () => {
      const home = await aHome(world, { email: coordinator.email });
      await changesNothing(() => stand('vouchForHome', home.homeId, coordinator.token), { code: 'NOT_ALLOWED' });
      await vouch(world, await aCoordinator(world), home.homeId);
    });
  });

  describe('a pause', () => {
    it('is told to the home, and lasts until a coordinator ends it', async () => {
      const home = await aVouchedHome(world);
      expect(await stand('pauseHome', home.homeId, coordinator.token)).toMatchObject({
        home: { paused: true, tier: 'VOUCHED' },
      });
      const waiting = async () => (await world.ask('{ viewer { waitingFor } }', {}, { token: home.token })).viewer;
      expect(await waiting()).toEqual({ waitingFor: ['REVIEW'] });
      await changesNothing(() => stand('pauseHome', home.homeId, coordinator.token), { code: 'WRONG_STATE' });
      expect(await stand('unpauseHome', home.homeId, coordinator.token)).toMatchObject({ home: { paused: false } });
      expect(await waiting()).toEqual({ waitingFor: [] });
      await changesNothing(() => stand('unpauseHome', home.homeId, coordinator.token), { code: 'WRONG_STATE' });
      expect(await toldOf(home.homeId)).toEqual(expect.arrayContaining(['HOME_PAUSED', 'HOME_UNPAUSED']));
    });
  });

  describe.each(['vouchForHome', 'withdrawVouch', 'pauseHome', 'unpauseHome'])('%s', (mutation) => {
    it('finds no home of another partner, none that does not exist, and nothing that is no id: one answer', async () => {
      const home = await aVouchedHome(world);
      const nothing = { code: 'NOT_FOUND', path: ['homeId'] };
      await changesNothing(() => stand(mutation, home.homeId, foreigner.token), nothing);
      await changesNothing(() => stand(mutation, 'b2c7ab6e-6a8c-4e64-9a53-0d1bb4b4a7e0', coordinator.token), nothing);
      await changesNothing(() => stand(mutation, 'no id', coordinator.token), nothing);
    });

    it('is for coordinators', async () => {
      const home = await aVouchedHome(world);
      const document = `mutation { ${mutation}(input: { homeId: "${home.homeId}" }) { __typename } }`;
      const before = await everythingStored(world);
      expect((await world.call(document, {}, { token: home.token })).errors[0]?.extensions.code).toBe('NOT_ALLOWED');
      expect((await world.call(document)).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
      expect(await everythingStored(world)).toEqual(before);
    });
  });

  describe('the lists', () => {
    it("show a partner its own homes by the page, each once, and nobody else's", async () => {
      for (let count = 0; count < 5; count += 1) await aHome(world, { name: `Waiting ${count}` });
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page: Page = await list('homesToVouch(first: 2)', coordinator.token, after);
        seen.push(...page.edges.map(({ node }) => node.id));
        expect(page.edges.every(({ node }) => node.tier === 'NEW' && node.email.includes('@'))).toBe(true);
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after);
      expect(new Set(seen).size).toBe(seen.length);
      const { rows } = await world.instance.owner.database.query<{ id: string }>(
        'waiting-homes',
        'SELECT id FROM home WHERE vouched_by IS NULL ORDER BY registered_on, id',
      );
      expect(seen).toEqual(rows.map(({ id }) => id));
      for (const query of ['homesToVouch', 'partnerHomes'])
        expect((await list(query, foreigner.token)).edges).toEqual([]);
    });

    it('are told apart by how a home stands', async () => {
      const [vouched, paused] = [await aVouchedHome(world), await aVouchedHome(world)];
      await stand('pauseHome', paused.homeId, coordinator.token);
      const ids = async (standing: string) =>
        (await list(`partnerHomes(first: 50, filter: { standing: ${standing} })`, coordinator.token)).edges.map(
          ({ node }) => node.id,
        );
      expect(await ids('VOUCHED')).toContain(vouched.homeId);
      expect(await ids('VOUCHED')).not.toContain(paused.homeId);
      expect(await ids('PAUSED')).toEqual([paused.homeId]);
      expect(await ids('WAITING')).not.toContain(vouched.homeId);
    });

    it.each([
      ['pages of none', 'first: 0', 'QUANTITY_OUT_OF_RANGE'],
      ['pages of 51', 'first: 51', 'QUANTITY_OUT_OF_RANGE'],
      ['a cursor that is none', 'after: "nonsense"', 'INVALID_INPUT'],
    ])('refuse %s', async (_what, args, code) => {
      const answer = await world.call(
        `{ homesToVouch(${args}) { edges { cursor } } }`,
        {},
        { token: coordinator.token },
      );
      expect(answer.errors[0]?.extensions.code).toBe(code);
    });

    it('refuse a cursor of another list', async () => {
      const page = await list('homesToVouch(first: 1)', coordinator.token);
      const answer = await world.call(
        'query ($after: String) { partnerHomes(after: $after) { edges { cursor } } }',
        { after: page.pageInfo.endCursor },
        { token: coordinator.token },
      );
      expect(answer.errors[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', path: ['after'] });
    });
  });

  async function counts() {
    const { rows } = await world.instance.owner.database.query<{ coordinators: number; persons: number }>(
      'count-people',
      'SELECT (SELECT count(*) FROM coordinator)::int AS coordinators, (SELECT count(*) FROM sealed.person)::int AS persons',
    );
    const keys = await world.instance.keyStore.database.query<{ keys: number }>(
      'count-keys',
      "SELECT count(*)::int AS keys FROM data_key WHERE purpose = 'PERSON'",
    );
    return { coordinators: rows[0]?.coordinators ?? 0, persons: rows[0]?.persons ?? 0, keys: keys.rows[0]?.keys ?? 0 };
  }
});
