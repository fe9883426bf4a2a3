/** Nothing stored and nothing shown says to the minute when a family did something: every moment there is has its reason here. */

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, type GraphQLOutputType, getNamedType, isObjectType } from 'graphql';
import { Client } from 'pg';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { aDeliveredClaim, anAcceptedClaim, move, moved } from './world/claims.js';
import { aGrocery, aRide, comeBack } from './world/families.js';
import { theHostsCoordinator } from './world/people.js';
import { World } from './world/world.js';

/** Of half-days, on their borders in some time zone: checked of what is stored below. */
const HALF_DAYS: Readonly<Record<string, string>> = {
  'public.claim.accepted_at': "The family's yes: the end of the half-day.",
  'public.claim.disputed_at': 'The end of the half-day.',
  'public.claim.ended_at': 'The end of the half-day.',
  'public.claim.planned_ends_at': 'The end of the planned half-day.',
  'public.occurrence.closes_at': 'The end of a half-day of the window.',
  'public.occurrence.opens_at': 'The beginning of a half-day of the window.',
  'public.request.closes_at': 'The end of a half-day of the window.',
  'public.request.ended_at': 'The beginning of the half-day.',
  'public.request.expires_at': 'From the window, or from the half-day of the post.',
  'public.request.opens_at': 'The beginning of a half-day of the window.',
  'keys.data_key.destroy_after': 'Kept by half-days.',
};

/** To the minute or finer: what of a family's doing could be read off it, and why that is little. */
const MOMENTS: Readonly<Record<string, string>> = {
  'public.certificate.expires_at': "The partner's doing: so many days after a session.",
  'public.certificate.revoked_at': "A coordinator's doing.",
  'public.gathering.cancelled_at': "A coordinator's doing.",
  'public.gathering.ends_at': 'Anybody reads when it is.',
  'public.gathering.sign_up_closes_at': 'Anybody reads until when one signs up.',
  'public.gathering.starts_at': 'Anybody reads when it is.',
  'public.home.closed_at': "The home's doing.",
  'public.dispatch_plan.ends_at': "A coordinator's doing.",
  'public.dispatch_plan.worked_on_until': "A coordinator's doing, and then the service's own.",
  'public.home_invitation.ends_at': "The home's doing, or a coordinator's.",
  'public.passkey_challenge.ends_at': 'Of homes and coordinators, for five minutes.',
  'public.vouch_code.ends_at': "The home's doing.",
  'public.circle_invitation.ends_at': "A coordinator's or a home's doing.",
  'public.request.widens_at':
    'On a mark of the clock, drawn within half a step around the time of publishing: gone once it is reached.',
  'public.claim.delivered_at': "The home's word; where the family's stands for it, the end of the half-day.",
  'public.claim.first_opened_at': "The home's doing.",
  'public.claim.lease_ends_at':
    'Of a proposal, so many hours after it: shown to both sides by design. Of what was accepted, from the planned half-day.',
  'public.occurrence.first_refusal_until':
    'From the time of the occurrence; where that is near, so many hours after a confirmation.',
  'public.coordinator.invitation_ends_at': "The partner's doing.",
  'public.coordinator.left_at': "The coordinator's doing.",
  'public.coordinator.on_duty_until': "The coordinator's doing.",
  'public.home.paused_at': "A coordinator's doing.",
  'public.partner_key.ends_at': "The partner's doing.",
  'public.partner_key.revoked_at': "The partner's doing, or the operator's.",
  'public.person_session.expires_at': 'Of homes and coordinators.',
  'public.idempotent_answer.started_at': 'Of anybody, for a day: neither who nor what for, without the pepper.',
  'public.offer.ends_at': 'The last window of an offer.',
  'public.offer.made_until': 'How far ahead the windows of an offer are made.',
  'public.offer.open_from': 'The first window of an offer.',
  'public.offer.open_until': 'The last window of an offer.',
  'public.offer_period.ends_at': 'A week, a month or a window of an offer.',
  'public.offer_period.starts_at': 'A week, a month or a window of an offer.',
  'public.offer_window.closes_at': "The home's own hours.",
  'public.offer_window.opens_at': "The home's own hours.",
  'keys.family_session.expires_at':
    'A quarter of an hour after the last call: no longer there after half an hour more. Whose it is, only its token tells.',
};

interface Column {
  readonly name: string;
  readonly type: string;
}

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  await world.close();
});

async function columnsOf(url: string, as: (schema: string) => string): Promise<Column[]> {
  return read<Column>(
    url,
    `SELECT table_schema || '.' || table_name || '.' || column_name AS name, data_type AS type FROM information_schema.columns
     JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_type = 'BASE TABLE' AND table_schema IN ('public', 'sealed') AND data_type ~ '^(timestamp|time |date|interval)'
     ORDER BY 1`,
  ).then((columns) => columns.map(({ name, type }) => ({ name: name.replace(/^\w+/, as), type })));
}

async function read<T extends object>(url: string, text: string): Promise<T[]> {
  const client = new Client({ connectionString: url, options: '-c timezone=UTC' });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

describe('what is stored', () => {
  it('has a reason for every moment', async () => {
    const { main, keyStore } = world.instance.urls;
    const columns = [...(await columnsOf(main, (schema) => schema)), ...(await columnsOf(keyStore, () => 'keys'))];
    const moments = columns.filter(({ type }) => type !== 'date').map(({ name }) => name);
    expect(moments.filter((name) => !(name in HALF_DAYS || name in MOMENTS))).toEqual([]);
    const gone = [...Object.keys(HALF_DAYS), ...Object.keys(MOMENTS)];
    expect(gone.filter((name) => !columns.some((its) => its.name === name))).toEqual([]);
    expect(Object.keys(HALF_DAYS).filter((name) => name in MOMENTS)).toEqual([]);
  });

  it('says no more than half-days of what families did', async () => {
    // At an odd second of an odd minute, so that what is on a border was put there.
    world.clock.advance({ minutes: 7, seconds: 13 });
    const coordinator = await theHostsCoordinator(world);
    await aRide(world, { acceptance: 'ANY_TRUSTED_HOME' });
    await aGrocery(world, { window: null });
    await aGrocery(world, { acceptance: 'MY_COORDINATOR' }, { coordinator });
    const accepted = await anAcceptedClaim(world);
    await moved(world, 'cancelClaim', { token: await comeBack(world, accepted.request.returnCode) }, accepted.claimId);
    const delivered = await aDeliveredClaim(world);
    const family = { token: await comeBack(world, delivered.request.returnCode) };
    expect((await move(world, 'disputeClaim', family, delivered.claimId)).code).toBeUndefined();
    const received = await anAcceptedClaim(world);
    await moved(
      world,
      'confirmReceipt',
      { token: await comeBack(world, received.request.returnCode) },
      received.claimId,
    );
    await world.get(RunSweeps).all(world.clock.now());

    const { main, keyStore } = world.instance.urls;
    for (const name of Object.keys(HALF_DAYS)) {
      const [schema = '', table = '', column = ''] = name.split('.');
      const url = schema === 'keys' ? keyStore : main;
      const from = `FROM ${schema === 'keys' ? 'public' : schema}.${table} WHERE ${column} IS NOT NULL`;
      const rows = await read<{ seconds: string }>(
        url,
        `SELECT extract(epoch FROM ${column})::bigint AS seconds ${from}`,
      );
      const written = rows.map(({ seconds }) => Number(seconds));
      expect({ name, written: written.length > 0 }).toEqual({ name, written: true });
      // Zones of whole hours: a half-day of any of them begins on one.
      expect({ name, odd: written.filter((its) => its % 3_600 !== 0) }).toEqual({ name, odd: [] });
    }
    const { rows } = await world.instance.owner.database.query<{ odd: string }>(
      'odd deliveries by families',
      `SELECT count(*) AS odd FROM claim WHERE status = 'CONFIRMED' AND extract(epoch FROM delivered_at)::bigint % 43200 <> 0`,
    );
    expect(rows).toEqual([{ odd: '0' }]);
  });
});

describe('what is shown', () => {
  /** Who reads it, and why it may be a moment. */
  const SHOWN: Readonly<Record<string, string>> = {
    'Action.endsAt': 'To anybody: when it is.',
    'Action.signUpClosesAt': 'To anybody: until when one signs up.',
    'Action.startsAt': 'To anybody: when it is.',
    'Certificate.expiresAt': 'To the member, and the coordinators of the partner that gave it.',
    'CircleInvitationMade.endsAt': 'To whoever invites.',
    'Claim.leaseEndsAt': 'To both sides: until when it is theirs.',
    'CoordinatorInvited.endsAt': 'To whoever invites.',
    'DutyChanged.onDutyUntil': 'To the coordinator itself.',
    'ExactWindow.from': 'In the handoff: what the family wrote.',
    'ExactWindow.until': 'In the handoff: what the family wrote.',
    'Handoff.availableUntil': 'To the home whose claim was accepted: the end of its lease.',
    'HomeInvitation.endsAt': 'To whoever invited.',
    'HomeInvited.endsAt': 'To whoever invites.',
    'PartnerKey.endsAt': "To the partner's admins.",
    'PartnerKeyMade.oldEndsAt': "To the partner's admins.",
    'Session.expiresAt': 'To whoever signed in.',
    'StayingSignedIn.expiresAt': 'To the family itself, once: seven days after its call.',
    'TrainingSession.endsAt': 'To anybody: when it is.',
    'TrainingSession.signUpClosesAt': 'To anybody: until when one signs up.',
    'TrainingSession.startsAt': 'To anybody: when it is.',
    'Viewer.onDutyUntil': 'To the coordinator itself.',
    'VouchCodeCreated.endsAt': 'To the home that made it.',
  };

  it('has a reason for every moment', async () => {
    const schema = buildSchema(await readFile('schema.gql', 'utf8'));
    const moments = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .filter(({ name }) => !name.startsWith('__'))
      .flatMap((type) =>
        Object.values(type.getFields())
          .filter(({ type: its }) => isMoment(its))
          .map(({ name }) => `${type.name}.${name}`),
      );
    expect(moments.toSorted()).toEqual(Object.keys(SHOWN).toSorted());
  });
});

function isMoment(type: GraphQLOutputType): boolean {
  return getNamedType(type).name === 'DateTime';
}
