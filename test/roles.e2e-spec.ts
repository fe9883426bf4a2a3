/** What a coordinator may do follows from its roles: every change names those that it needs, and without one of them nothing changes. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ModulesContainer } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { GraphQLSchema } from 'graphql';
import { ALLOWED_ROLES } from '../src/access/allow.guard.js';
import { CoordinatorRole } from '../src/kernel/coordinator-role.js';
import { aProposedClaim } from './world/claims.js';
import { everythingStored } from './world/everything-stored.js';
import { aGrocery } from './world/families.js';
import { valuesFor } from './world/foreign-ids.js';
import { allowedBy, documentOf, valuePlaces, variablesWith } from './world/id-places.js';
import { aCoordinator, aHome, type TestCoordinator, theHost } from './world/people.js';
import { Person } from './world/person.js';
import { World } from './world/world.js';

/** Deliberately for every role: what somebody does for themselves, and taking in hand what waits. */
const FOR_EVERY_ROLE = [
  ...[
    'assignWaiting',
    'changeEmail',
    'changePassword',
    'finishPasskeyRegistration',
    'finishPasskeySignIn',
    'inviteHome',
  ],
  ...[
    'joinAsCoordinator',
    'joinHome',
    'markNoticesRead',
    'noteOnWaiting',
    'putAside',
    'refreshSession',
    'removePasskey',
  ],
  ...['revokeInvitation', 'signIn', 'signOut', 'startPasskeyConfirmation', 'startPasskeyJoining'],
  ...['startPasskeyRegistration', 'startPasskeySignIn'],
];

let world: World;
let schema: GraphQLSchema;
const only = new Map<CoordinatorRole, TestCoordinator>();
beforeAll(async () => {
  world = await World.open();
  ({ schema } = world.get(GraphQLSchemaHost));
  for (const role of Object.values(CoordinatorRole)) only.set(role, await aCoordinator(world, undefined, [role]));
});
afterAll(async () => {
  await world.close();
});

const as = (role: CoordinatorRole) => new Person(world, { token: only.get(role)?.token ?? '' });

/** By mutation that coordinators may use at all. */
function rolesOfMutations(): Map<string, readonly CoordinatorRole[] | undefined> {
  const allowed = allowedBy(world);
  const found = new Map<string, readonly CoordinatorRole[] | undefined>();
  const providers = [...world.app.get(ModulesContainer).values()].flatMap((module) => [...module.providers.values()]);
  const handlers = new Map<string, unknown>();
  for (const { instance } of providers) {
    const prototype: unknown = instance && Object.getPrototypeOf(instance);
    if (typeof prototype !== 'object' || prototype === null) continue;
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype)))
      if (typeof value === 'function' && Reflect.hasMetadata('graphql:resolver_type', value)) handlers.set(name, value);
  }
  for (const name of Object.keys(schema.getMutationType()?.getFields() ?? {})) {
    if (!allowed.get(name)?.includes('COORDINATOR')) continue;
    found.set(name, Reflect.getMetadata(ALLOWED_ROLES, handlers.get(name) as object)); // Every root field has one.
  }
  return found;
}

describe('every mutation that coordinators may use', () => {
  it('says which roles, and few are for all of them', () => {
    const roles = [...rolesOfMutations()];
    expect(roles.filter(([, its]) => its === undefined).map(([name]) => name)).toEqual([]);
    const all = roles.filter(([, its]) => its?.length === Object.keys(CoordinatorRole).length).map(([name]) => name);
    expect(all.toSorted()).toEqual(FOR_EVERY_ROLE);
  });

  it('is refused to the other roles, whatever is asked for, and changes nothing', async () => {
    const values = valuesFor(world);
    const own = new Proxy({}, { get: () => ID_OF_NOTHING });
    const before = await everythingStored(world);
    const told: string[] = [];
    for (const [root, roles = []] of rolesOfMutations()) {
      const places = valuePlaces(schema).filter((its) => its.isMutation && its.root === root);
      const place = places.find(({ type }) => type === 'ID') ?? places[0];
      if (!place) {
        // It takes nothing that could be somebody else's, and is asked for by whoever has the role, or by all.
        expect([...FOR_EVERY_ROLE, 'goOffDuty']).toContain(root);
        continue;
      }
      const fitting = fillerOf(place.type);
      const variables = variablesWith(schema, place, fitting, {
        own,
        values,
      });
      for (const [role, { token }] of only) {
        if (roles.includes(role)) continue;
        const { errors, data } = await world.call(documentOf(schema, place), variables, { token });
        const code = errors[0]?.extensions.code ?? JSON.stringify(data);
        if (code !== 'NOT_ALLOWED') told.push(`${role} ${root}: ${code}`);
      }
    }
    expect(told).toEqual([]);
    expect(await everythingStored(world)).toEqual(before);
  });
});

const ID_OF_NOTHING = '6e1a6a5e-3b0f-4a51-9a35-21a6fb6f8f10';

function fillerOf(type: string): unknown {
  const values = schema.getType(type);
  if (values && 'getValues' in values) return values.getValues()[0]?.name;
  return (
    {
      Boolean: true,
      DateTime: '2026-11-02T12:00:00Z',
      ID: ID_OF_NOTHING,
      Int: 1,
      MinorUnits: 1,
      LocalDate: '2026-11-02',
    }[type] ?? 'text'
  );
}

describe('a proposal that waits for a coordinator and for a family that phoned', () => {
  it('is answered for each by whoever has the role for it', async () => {
    const intake = only.get('INTAKE');
    const home = await aHome(world, { vouchedBy: only.get('REVIEWER') });
    const request = await aGrocery(world, { acceptance: 'MY_COORDINATOR' }, { coordinator: intake });
    const { claimId: id } = await aProposedClaim(world, { home, request });
    expect(await as('INTAKE').isRefused('acceptClaim', { claimId: id })).toMatchObject({ code: 'NOT_WAITING_FOR_YOU' });
    expect(await as('ADMIN').isRefused('approveClaim', { claimId: id })).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await as('DISPATCHER').moves('acceptClaim', id)).toMatchObject({ status: 'ACCEPTED' });
    expect(await as('DISPATCHER').isRefused('confirmReceipt', { claimId: id })).toMatchObject({ code: 'NOT_ALLOWED' });
  });
});

describe('roles', () => {
  it('are needed for a vouch that goes along with an invitation', async () => {
    expect(await as('INTAKE').isRefused('inviteHome', { vouch: true })).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await as('INTAKE').isRefused('inviteHome', { vouch: false })).toBeNull();
    expect(await as('REVIEWER').isRefused('inviteHome', { vouch: true })).toBeNull();
  });

  it('are told to oneself, and to others by what they are invited with', async () => {
    expect(await as('REVIEWER').reads('{ viewer { kind roles } }')).toEqual({
      viewer: { kind: 'COORDINATOR', roles: ['REVIEWER'] },
    });
    expect((await theHost(world)).partnerId).toBe(only.get('ADMIN')?.partnerId);
    const input = { email: 'someone@example.org', roles: [] };
    expect(await as('ADMIN').isRefused('inviteCoordinator', input)).toMatchObject({ code: 'INVALID_INPUT' });
  });
});
