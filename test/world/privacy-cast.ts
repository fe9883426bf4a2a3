/** Everybody who might look at a family's need, from nobody in particular to the family itself. */
import { canary } from './canary.js';
import {
  aCoordinator,
  aHome,
  aPartner,
  aPublishableKey,
  aSecretKey,
  type TestCoordinator,
  type TestHome,
} from './people.js';
import type { Caller, World } from './world.js';

/** Homes, by what they have to do with the groceries of the family. All but two are vouched for and in service. */
export const homes = [
  'another home',
  'claimant proposed',
  'claimant accepted',
  'claimant delivered',
  'claimant confirmed',
  'former claimant',
  'giver of money',
  'foreign home',
  'hidden home',
  'blocked home',
  'paused home',
  'unvouched home',
] as const;
export type HomeName = (typeof homes)[number];

/** Those of the host partner, which looks after all but one of the requests, and one of another partner. */
export const coordinators = ['coordinator of origin', 'other coordinator', 'foreign coordinator'] as const;
export type CoordinatorName = (typeof coordinators)[number];

export const families = ['family', 'family of the intake', 'another family', 'family with nothing open'] as const;
export type FamilyName = (typeof families)[number];

export const keys = ['publishable key', 'secret key', 'secret key without scopes', 'foreign secret key'] as const;
export type KeyName = (typeof keys)[number];

export const viewers = ['public', ...keys, ...homes, ...coordinators, ...families] as const;
export type ViewerName = (typeof viewers)[number];

export interface CastHome extends TestHome {
  readonly phone: string;
}

export interface Cast {
  readonly homes: Readonly<Record<HomeName, CastHome>>;
  readonly coordinators: Readonly<Record<CoordinatorName, TestCoordinator>>;
  readonly keys: Readonly<Record<KeyName, Caller>>;
}

/** They can do what the family needs; others see of its needs only that there are some. */
const CLAIMANTS = new Set<HomeName>([
  'claimant proposed',
  'claimant accepted',
  'claimant delivered',
  'claimant confirmed',
  'former claimant',
  'blocked home',
]);
const FEATURES = ['KEEPS_QUIET', 'PRINTS_LARGE', 'ROOM_FOR_FOLDED_WHEELCHAIR'];

export async function aCast(world: World): Promise<Cast> {
  const foreign = await aPartner(world, { name: canary('foreign circle') });
  const foreignKey = { partnerKey: (await aSecretKey(world, { partner: foreign })).key };
  const coordinators = {
    'coordinator of origin': await aCoordinator(world),
    'other coordinator': await aCoordinator(world),
    'foreign coordinator': await aCoordinator(world, foreign),
  };
  const made: Partial<Record<HomeName, CastHome>> = {};
  for (const [at, name] of homes.entries()) {
    const isForeign = name === 'foreign home';
    const vouchedBy = coordinators[isForeign ? 'foreign coordinator' : 'coordinator of origin'];
    made[name] = await aCastHome(world, name, {
      ...(name !== 'unvouched home' && { vouchedBy }),
      ...(isForeign && foreignKey),
      phone: `+1917555${String(2_345 + at)}`,
    });
  }
  return {
    homes: made as Cast['homes'], // Every name had its turn.
    coordinators,
    keys: {
      'publishable key': { partnerKey: (await aPublishableKey(world)).key, origin: 'https://help.example.org' },
      'secret key': { partnerKey: (await aSecretKey(world)).key },
      'secret key without scopes': { partnerKey: (await aSecretKey(world, { scopes: [] })).key },
      'foreign secret key': foreignKey,
    },
  };
}

async function aCastHome(
  world: World,
  name: HomeName,
  its: { readonly vouchedBy?: TestCoordinator; readonly partnerKey?: string; readonly phone: string },
): Promise<CastHome> {
  const home = await aHome(world, {
    ...its,
    name: canary(`${name}: name`),
    email: `${canary(`${name}: e-mail`)}@example.org`,
    languages: name === 'another home' ? ['en', 'es'] : ['en'],
    features: CLAIMANTS.has(name) ? FEATURES : [],
  });
  return { ...home, phone: its.phone };
}
