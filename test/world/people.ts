/** Partners, coordinators and homes for stories: made over the real API, as people would; operators' work through its services. */
import { randomUUID } from 'node:crypto';
import type { CoordinatorRole } from '../../src/kernel/coordinator-role.js';
import { isRefused } from '../../src/kernel/decision.js';
import { KeyScope } from '../../src/kernel/key-scope.js';
import { CreatePartner } from '../../src/partner/create-partner.js';
import { CreatePartnerKey } from '../../src/partner/create-partner-key.js';
import type { PartnerInput } from '../../src/partner/domain/partner-details.js';
import { EnsureHostPartner } from '../../src/partner/ensure-host-partner.js';
import { InviteCoordinator } from '../../src/partner/invite-coordinator.js';
import type { World } from './world.js';

export interface TestPartner {
  readonly partnerId: string;
}

export interface TestCoordinator {
  /** Its id, as `vouched_by` and `intake_coordinator_id` have it. */
  readonly id: string;
  readonly token: string;
  readonly partnerId: string;
  readonly email: string;
}

export interface TestHome {
  readonly homeId: string;
  readonly token: string;
  readonly name: string;
  readonly email: string;
}

export interface TestKey {
  readonly keyId: string;
  readonly key: string;
  readonly partnerId: string;
}

/** Everybody's, so that a story may sign in as anybody. */
export const PASSWORD = 'correct horse battery';

export function anEmail(): string {
  return `${randomUUID()}@example.org`;
}

/** The host partner, which every world has. */
export async function theHost(world: World): Promise<TestPartner> {
  return { partnerId: await world.get(EnsureHostPartner).execute() };
}

export async function aPartner(world: World, its: Partial<PartnerInput> = {}): Promise<TestPartner> {
  const name = `Partner ${randomUUID().slice(0, 8)}`;
  return done(await world.get(CreatePartner).execute({ name, languages: ['en', 'es'], ...its }));
}

/** Of the host partner, unless another is given; of every role, unless some are named. */
export async function aCoordinator(
  world: World,
  partner?: TestPartner,
  roles?: readonly CoordinatorRole[],
  email = anEmail(),
): Promise<TestCoordinator> {
  const { partnerId } = partner ?? (await theHost(world));
  const invited = done(await world.get(InviteCoordinator).execute(partnerId, { email, ...(roles && { roles }) }));
  const { joinAsCoordinator } = await world.ask<{ joinAsCoordinator: { session: { token: string } } }>(
    `mutation ($input: JoinAsCoordinatorInput!) {
      joinAsCoordinator(input: $input) { ... on CoordinatorJoined { session { token } } ... on Refusal { code } }
    }`,
    { input: { invitation: invited.invitation, password: PASSWORD } },
  );
  return { id: invited.coordinatorId, token: happened(joinAsCoordinator).session.token, partnerId, email };
}

/** The same person a second time at the partner, by a plus in the address. */
export function theSameAgain(world: World, { partnerId, email }: TestCoordinator): Promise<TestCoordinator> {
  return aCoordinator(world, { partnerId }, undefined, email.replace('@', `+${randomUUID().slice(0, 8)}@`));
}

/** Registered, agreed, and waiting for somebody to vouch for it, unless `vouchedBy` says who does. One after the other, please. */
export async function aHome(
  world: World,
  its: {
    name?: string;
    email?: string;
    phone?: string;
    languages?: string[];
    features?: string[];
    vouchedBy?: TestCoordinator;
    /** Of a partner's frontend that it comes through. */
    partnerKey?: string;
    /** False: it has yet to accept its partner's agreement. */
    agrees?: boolean;
  } = {},
): Promise<TestHome> {
  const {
    name = 'Maple House',
    email = anEmail(),
    phone,
    languages = ['en'],
    features = [],
    vouchedBy,
    partnerKey,
    agrees = true,
  } = its;
  const { registerHome } = await world.ask<{
    registerHome: { viewer: { id: string }; session: { token: string } };
  }>(
    `mutation ($input: RegisterHomeInput!) {
      registerHome(input: $input) { ... on HomeRegistered { viewer { id } session { token } } ... on Refusal { code path } }
    }`,
    { input: { name, email, password: PASSWORD, phone, languages, features } },
    { partnerKey },
  );
  const { viewer, session } = happened(registerHome);
  if (agrees) await agree(world, session);
  if (vouchedBy) await vouch(world, vouchedBy, viewer.id);
  return { homeId: viewer.id, token: session.token, name, email };
}

/** Trusted as coordinators confer it: what it earned in the course of weeks is written as those weeks would have. */
export async function aTrustedHome(world: World, its: Parameters<typeof aHome>[1] = {}): Promise<TestHome> {
  const by = its.vouchedBy ?? (await theHostsCoordinator(world));
  const home = await aHome(world, { ...its, vouchedBy: by });
  await world.instance.owner.database.query(
    'earned in weeks',
    `INSERT INTO earned_delivery (home_id, intake_digest, confirmed_on)
     SELECT $1, sha256(uuid_send(gen_random_uuid())), DATE '2026-01-01' + at * 7 FROM generate_series(0, 2) AS at`,
    [home.homeId],
  );
  const { trustHome } = await world.ask<{ trustHome: object }>(
    `mutation ($input: TrustHomeInput!) {
      trustHome(input: $input) { ... on HomeStandingChanged { home { id } } ... on Refusal { code } }
    }`,
    { input: { homeId: home.homeId } },
    { token: by.token },
  );
  happened(trustHome);
  return home;
}

const hostsCoordinators = new WeakMap<World, Promise<TestCoordinator>>();

/** Vouched for by a coordinator of the host: the same one for all of a world, unless another is given. */
export async function aVouchedHome(world: World, its: Parameters<typeof aHome>[1] = {}): Promise<TestHome> {
  return aHome(world, { ...its, vouchedBy: its.vouchedBy ?? (await theHostsCoordinator(world)) });
}

/** One coordinator of the host partner, made when it is first wanted. */
export async function theHostsCoordinator(world: World): Promise<TestCoordinator> {
  const made = hostsCoordinators.get(world) ?? aCoordinator(world);
  hostsCoordinators.set(world, made);
  return made;
}

/** Accepts what its partner has adopted last. */
export async function agree(world: World, home: { readonly token: string }): Promise<void> {
  const { agreement } = await world.ask<{ agreement: { version: number } }>('{ agreement { version } }', {}, home);
  const { acceptAgreement } = await world.ask<{ acceptAgreement: object }>(
    `mutation ($input: AcceptAgreementInput!) {
      acceptAgreement(input: $input) { ... on AgreementStands { agreement { version } } ... on Refusal { code } }
    }`,
    { input: { version: agreement.version } },
    home,
  );
  happened(acceptAgreement);
}

export async function vouch(world: World, by: TestCoordinator, homeId: string): Promise<void> {
  const { vouchForHome } = await world.ask<{ vouchForHome: { home: { id: string } } }>(
    `mutation ($input: VouchForHomeInput!) {
      vouchForHome(input: $input) { ... on HomeStandingChanged { home { id } } ... on Refusal { code } }
    }`,
    { input: { homeId } },
    { token: by.token },
  );
  happened(vouchForHome);
}

/** Of the host partner, unless another is given. */
export async function aPublishableKey(
  world: World,
  { partner, origins = ['https://help.example.org'] }: { partner?: TestPartner; origins?: string[] } = {},
): Promise<TestKey> {
  const { partnerId } = partner ?? (await theHost(world));
  const made = await world
    .get(CreatePartnerKey)
    .execute({ kind: 'PUBLISHABLE', partnerId, label: 'Frontend', origins });
  const { keyId, token } = done(made);
  return { keyId, key: token, partnerId };
}

/** Of the host partner with every scope, unless others are given. */
export async function aSecretKey(
  world: World,
  { partner, scopes = Object.values(KeyScope) }: { partner?: TestPartner; scopes?: KeyScope[] } = {},
): Promise<TestKey> {
  const { partnerId } = partner ?? (await theHost(world));
  const made = await world.get(CreatePartnerKey).execute({ kind: 'SECRET', partnerId, label: 'Server', scopes });
  const { keyId, token } = done(made);
  return { keyId, key: token, partnerId };
}

/** What a fixture needs has to work: a refusal ends the test. */
function done<T>(outcome: T): Exclude<T, { readonly accepted: false }> {
  if (isRefused(outcome)) throw new Error(`a fixture was refused: ${outcome.code} ${outcome.path?.join('.') ?? ''}`);
  return outcome as Exclude<T, { readonly accepted: false }>; // Not refused, so it is the other one.
}

function happened<T extends object>(answer: T): T {
  if ('code' in answer) throw new Error(`a fixture was refused: ${JSON.stringify(answer)}`);
  return answer;
}
