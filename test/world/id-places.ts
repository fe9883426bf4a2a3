/** Every place in the schema where a caller names something by its id, with a call around it that is right in everything else. */
import { ModulesContainer } from '@nestjs/core';
import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import { ALLOWED_VIEWERS } from '../../src/access/allow.guard.js';
import type { ViewerKind } from '../../src/kernel/viewer.js';
import type { Json } from './families.js';
import type { World } from './world.js';

/** What an id is the id of. */
export type Named =
  | 'request'
  | 'occurrence'
  | 'requestLine'
  | 'offer'
  | 'claim'
  | 'home'
  | 'report'
  | 'notice'
  | 'coordinator'
  | 'step'
  | 'member'
  | 'invitation'
  | 'passkey'
  | 'partnerKey'
  | 'partner'
  | 'program'
  | 'circle'
  | 'vouch'
  | 'fund'
  | 'pledge'
  | 'transfer'
  | 'plan'
  | 'planLine'
  | 'reimbursement'
  | GatheringNamed;
/** What trainings and campaigns are made of; a `gathering` is either. */
type GatheringNamed =
  | 'training'
  | 'campaign'
  | 'session'
  | 'action'
  | 'gathering'
  | 'signUp'
  | 'certificate'
  | 'calendarLink';

export interface ValuePlace {
  /** Of the query or mutation. */
  readonly root: string;
  readonly isMutation: boolean;
  /** `input.lines.requestLineId`. */
  readonly path: string;
}

export interface IdPlace extends ValuePlace {
  readonly names: Named;
}

/** By the name of the field. A new name has to say here what it is the id of. */
const named: Readonly<Record<string, Named>> = {
  requestId: 'request',
  repeats: 'request',
  occurrenceId: 'occurrence',
  occurrenceIds: 'occurrence',
  requestLineId: 'requestLine',
  lineId: 'requestLine',
  offerId: 'offer',
  claimId: 'claim',
  homeId: 'home',
  reportId: 'report',
  coordinatorId: 'coordinator',
  stepId: 'step',
  trainingId: 'training',
  campaignId: 'campaign',
  sessionId: 'session',
  actionId: 'action',
  gatheringId: 'gathering',
  signUpId: 'signUp',
  certificateId: 'certificate',
  calendarLinkId: 'calendarLink',
  memberId: 'member',
  invitationId: 'invitation',
  passkeyId: 'passkey',
  keyId: 'partnerKey',
  partnerId: 'partner',
  programId: 'program',
  circleId: 'circle',
  otherCircleId: 'circle',
  vouchId: 'vouch',
  fundId: 'fund',
  pledgeId: 'pledge',
  transferId: 'transfer',
  planId: 'plan',
  leaveOut: 'planLine',
  reimbursementId: 'reimbursement',
};
/** Names that say nothing by themselves. */
const namedIn: Readonly<Record<string, Named>> = {
  'request.id': 'request',
  'offer.id': 'offer',
  'claim.id': 'claim',
  'step.id': 'step',
  'session.id': 'session',
  'action.id': 'action',
  'fund.id': 'fund',
  'dispatchPlan.id': 'plan',
  'markNoticesRead.ids': 'notice',
  'assignWaiting.subjectId': 'request',
  'putAside.subjectId': 'request',
  'noteOnWaiting.subjectId': 'request',
  'coordinatorActions.subjectId': 'request',
};

export function idPlaces(schema: GraphQLSchema): IdPlace[] {
  return [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {}).flatMap((root) =>
      root.args
        .flatMap((arg) => pathsIn(arg.name, arg.type, []))
        .map((path) => ({
          root: root.name,
          isMutation: type === schema.getMutationType(),
          path,
          names: whatIs(root.name, path),
        })),
    ),
  );
}

/** Every place that takes one value, whatever of: ids are some of them. */
export function valuePlaces(schema: GraphQLSchema): (ValuePlace & { readonly type: string })[] {
  return [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {}).flatMap((root) =>
      root.args
        .flatMap((arg) => leavesOf(arg.name, arg.type, []))
        .map((leaf) => ({ root: root.name, isMutation: type === schema.getMutationType(), ...leaf })),
    ),
  );
}

function pathsIn(name: string, type: GraphQLInputType, way: readonly string[]): string[] {
  return leavesOf(name, type, way)
    .filter(({ type: its, path }) => its === 'ID' || /Ids?$/.test(path))
    .map(({ path }) => path);
}

function leavesOf(name: string, type: GraphQLInputType, way: readonly string[]): { path: string; type: string }[] {
  const its = getNamedType(type);
  const path = [...way, name];
  if (isInputObjectType(its))
    return Object.values(its.getFields()).flatMap((field) => leavesOf(field.name, field.type, path));
  return [{ path: path.join('.'), type: its.name }];
}

function whatIs(root: string, path: string): Named {
  const name = path.split('.').at(-1) ?? '';
  const found = named[name] ?? namedIn[`${root}.${name}`];
  if (!found) throw new Error(`${root}: say what ${path} is the id of`);
  return found;
}

/** Which kinds of viewers get past the guard, by root field. */
export function allowedBy(world: World): ReadonlyMap<string, readonly ViewerKind[]> {
  const allowed = new Map<string, readonly ViewerKind[]>();
  for (const { providers } of world.app.get(ModulesContainer).values()) {
    for (const { instance } of providers.values()) {
      const prototype: unknown = instance && Object.getPrototypeOf(instance);
      if (typeof prototype !== 'object' || prototype === null) continue;
      for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
        const kinds = typeof value === 'function' ? Reflect.getMetadata(ALLOWED_VIEWERS, value) : undefined;
        if (kinds) allowed.set(name, kinds);
      }
    }
  }
  return allowed;
}

/** What a call is filled with, besides the id in question. */
export interface Filling {
  /** Ids that are the caller's own, for the other places. */
  readonly own: Readonly<Partial<Record<Named, string>>>;
  /** Values of an input type that cannot be made up out of its fields. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** The arguments of the call: the one that leads to the place, and those that cannot be left out. */
function argumentsOf(schema: GraphQLSchema, { isMutation, root, path }: ValuePlace): readonly GraphQLArgument[] {
  const type = isMutation ? schema.getMutationType() : schema.getQueryType();
  const [first] = path.split('.');
  return type?.getFields()[root]?.args.filter((arg) => arg.name === first || isRequiredArgument(arg)) ?? [];
}

/** The variables of a call that has `id`, or whatever else, in that place, its own things in other required ones, and leaves out what it may. */
export function variablesWith(schema: GraphQLSchema, place: ValuePlace, id: unknown, filling: Filling): Json {
  const [first, ...way] = place.path.split('.');
  const its = argumentsOf(schema, place);
  return Object.fromEntries(
    its.map(({ name, type }) => [name, filled(name, type, name === first ? way : null, id, filling)]),
  );
}

/** `way`: what is left of the path, null off the path. */
function filled(
  name: string,
  type: GraphQLInputType,
  way: readonly string[] | null,
  id: unknown,
  filling: Filling,
): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [filled(name, nullable.ofType, way, id, filling)];
  if (way?.length === 0) return id;
  if (isInputObjectType(nullable)) {
    const fixed = filling.values[nullable.name];
    const fields = Object.values(nullable.getFields())
      .filter((field) => field.name === way?.[0] || (fixed === undefined && isRequiredInputField(field)))
      .map((field) => [
        field.name,
        filled(field.name, field.type, field.name === way?.[0] ? (way?.slice(1) ?? null) : null, id, filling),
      ]);
    return { ...(fixed as Json | undefined), ...Object.fromEntries(fields) }; // Values of an input type are objects.
  }
  if (nullable.name === 'ID') return filling.own[named[name] ?? 'request'];
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name;
  return { Int: 1, MinorUnits: 1, LocalDate: '2027-01-01', Boolean: true, String: 'text' }[nullable.name];
}

/** Asks for as little as tells what happened. */
export function documentOf(schema: GraphQLSchema, place: ValuePlace): string {
  const its = argumentsOf(schema, place);
  const declared = its.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  const given = its.map(({ name }) => `${name}: $${name}`).join(', ');
  const refused = place.isMutation ? '... on Refusal { code path message }' : '';
  return `${place.isMutation ? 'mutation' : 'query'} (${declared}) { answer: ${place.root}(${given}) { __typename ${refused} } }`;
}
