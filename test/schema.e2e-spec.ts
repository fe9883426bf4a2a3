/** The schema as a partner's engineer reads it: every part described, every root field guarded, every mutation in the one shape. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { ALLOWED_VIEWERS } from '../src/access/allow.guard.js';
import { World } from './world/world.js';

/** Fields of inputs take none. */
function argumentsOf(field: GraphQLField<unknown, unknown> | GraphQLInputField): readonly GraphQLArgument[] {
  return 'args' in field ? field.args : [];
}

const ROOT_METADATA = 'graphql:resolver_type';

describe('the schema', () => {
  let world: World;
  let schema: GraphQLSchema;

  beforeAll(async () => {
    world = await World.open();
    schema = world.get(GraphQLSchemaHost).schema;
  });
  afterAll(async () => {
    await world.close();
  });

  const ours = () => Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
  const fieldsOf = () =>
    ours().flatMap((type) =>
      isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)
        ? Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, field }))
        : [],
    );

  it('describes every type, field, argument and enum value', () => {
    const roots = new Set(['Query', 'Mutation']);
    const bare = [
      ...ours()
        .filter((type) => !type.description && !roots.has(type.name))
        .map((type) => type.name),
      ...fieldsOf()
        .filter(({ field }) => !field.description)
        .map(({ name }) => name),
      ...fieldsOf().flatMap(({ name, field }) =>
        argumentsOf(field)
          .filter((argument) => !argument.description)
          .map((argument) => `${name}(${argument.name})`),
      ),
      ...ours().flatMap((type) =>
        isEnumType(type)
          ? type
              .getValues()
              .filter((value) => !value.description)
              .map((value) => `${type.name}.${value.name}`)
          : [],
      ),
    ];
    expect(bare.filter((name) => !/^(Query|Mutation)\.\w+\(input\)$/.test(name))).toEqual([]);
  });

  it('lets every mutation take one input and answer with a union that may be a refusal', () => {
    const odd = Object.values(schema.getMutationType()?.getFields() ?? {}).filter((mutation) => {
      const answer = getNamedType(mutation.type);
      const isUnion = isUnionType(answer) && answer.getTypes().some((member) => member.name === 'Refusal');
      const [input, ...more] = mutation.args;
      const takesInput =
        input === undefined ||
        (input.name === 'input' && isNonNullType(input.type) && isInputObjectType(getNamedType(input.type)));
      return !isUnion || !takesInput || more.length > 0 || !isNonNullType(mutation.type);
    });
    expect(odd.map((mutation) => mutation.name)).toEqual([]);
  });

  it('lets an operation ask for what happened and for the refusal at once', () => {
    const unlike = Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap((mutation) => {
      const answer = getNamedType(mutation.type);
      const members = isUnionType(answer) ? answer.getTypes() : [];
      const refusal = members.find(({ name }) => name === 'Refusal')?.getFields() ?? {};
      return members.flatMap((member) =>
        Object.values(member.getFields())
          .filter(({ name, type }) => String(refusal[name]?.type ?? type) !== String(type))
          .map(({ name }) => `${member.name}.${name}`),
      );
    });
    expect(unlike).toEqual([]);
  });

  it('keeps the promised names', () => {
    const queries = Object.keys(schema.getQueryType()?.getFields() ?? {});
    const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});
    expect(queries).toEqual(
      expect.arrayContaining([
        'viewer',
        'area',
        'needsByArea',
        'requests',
        'request',
        'offers',
        'offer',
        'suggestedOffers',
        'suggestedRequests',
        'myRequests',
        'myOffers',
        'myClaims',
        'claim',
        'notices',
        'disclosures',
      ]),
    );
    expect(mutations).toEqual(
      expect.arrayContaining([
        'postGroceryRequest',
        'postRideRequest',
        'postMoneyRequest',
        'postTimeRequest',
        'returnWithCode',
        'renewRequest',
        'withdrawRequest',
        'finishRequest',
        'rewordText',
        'amendHandoff',
        'claimOffer',
        'acceptClaim',
        'declineClaim',
        'confirmReceipt',
        'reportNoShow',
        'cancelClaim',
        'blockHome',
        'revokeDisclosure',
        'eraseRequester',
        'reissueReturnCode',
        'registerHome',
        'signIn',
        'signOut',
        'refreshSession',
        'postGroceryOffer',
        'postRideOffer',
        'postMoneyOffer',
        'postTimeOffer',
        'pauseOffer',
        'resumeOffer',
        'withdrawOffer',
        'claimRequest',
        'retractClaim',
        'openHandoff',
        'extendLease',
        'releaseClaim',
        'markDelivered',
        'sendMessage',
        'reportConcern',
        'disputeClaim',
        'markNoticesRead',
        'vouchForHome',
        'withdrawVouch',
        'approveClaim',
        'allocateOffer',
        'settleDispute',
        'inviteCoordinator',
      ]),
    );
  });

  it('guards every root field: nothing is open because somebody forgot', () => {
    const scanner = new MetadataScanner();
    const guarded: string[] = [];
    const open: string[] = [];
    const providers = [...world.app.get(ModulesContainer).values()].flatMap((module) => [...module.providers.values()]);
    for (const { instance } of providers) {
      const prototype = instance && Object.getPrototypeOf(instance);
      if (!prototype) continue;
      for (const name of scanner.getAllMethodNames(prototype)) {
        const kind = Reflect.getMetadata(ROOT_METADATA, prototype[name]);
        if (kind !== 'Query' && kind !== 'Mutation') continue;
        (Reflect.hasMetadata(ALLOWED_VIEWERS, prototype[name]) ? guarded : open).push(name);
      }
    }
    const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}),
    );
    expect(new Set(guarded)).toEqual(new Set(roots));
    expect(open).toEqual([]);
  });
});
