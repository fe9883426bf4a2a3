/** What Nest does around every field is done for a believed home's page too, or need not be: each guard, interceptor, pipe and filter has its word here. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ApplicationConfig } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { isAllowed } from '../src/access/allow.guard.js';
import { KnownQueries } from '../src/platform/graphql/known-queries.js';
import { BrowseRequestsResolver } from '../src/request/browse-requests.resolver.js';
import { World } from './world/world.js';

/** Why a page of `requests` on the short way (src/README.md: the page of a home that is believed) is the same without it. */
const WORDS: Readonly<Record<string, string>> = {
  'guard AllowGuard': 'homes alone are believed, and the start asks whether homes may: src/application.ts, and below',
  'guard CanaryGuard':
    'the one argument with an id is a cursor: what is none goes the long way (test/suspicious-homes.e2e-spec.ts)',
  'interceptor OutcomeInterceptor':
    'a refusal is not said there but goes the long way (test/believed-sessions.e2e-spec.ts)',
  'interceptor LogActions': 'of what coordinators change, and it is a home that reads',
  'pipe InputPipe': 'it leaves alone what is typed by no class: below',
  'filter PlainErrorsFilter': 'whatever is thrown there is thrown away, and the call begins anew',
};

let world: World;
let believed: string[];
beforeAll(async () => {
  const said = jest.spyOn(KnownQueries.prototype, 'readBelieving');
  world = await World.open();
  believed = said.mock.calls.map(([field]) => field);
  said.mockRestore();
});
afterAll(async () => {
  await world.close();
});

/** Those that are there for all, and those that come anew with each call. */
function aroundEveryField(app: NestFastifyApplication): string[] {
  const its = app.get(ApplicationConfig, { strict: false });
  const named = (what: string, all: readonly object[]) => all.map((one) => `${what} ${one.constructor.name}`);
  const anew = (what: string, all: readonly { readonly name: unknown }[]) =>
    all.map(({ name }) => `${what} ${String(name)}`);
  return [
    ...named('guard', its.getGlobalGuards()),
    ...anew('guard', its.getGlobalRequestGuards()),
    ...named('interceptor', its.getGlobalInterceptors()),
    ...anew('interceptor', its.getGlobalRequestInterceptors()),
    ...named('pipe', its.getGlobalPipes()),
    ...anew('pipe', its.getGlobalRequestPipes()),
    ...named('filter', its.getGlobalFilters()),
    ...anew('filter', its.getGlobalRequestFilters()),
  ];
}
const withoutAWord = (app: NestFastifyApplication) => aroundEveryField(app).filter((name) => !(name in WORDS));

describe('the short way of a believed home', () => {
  it('has a word on all that Nest puts around every field, and on nothing that is not there', () => {
    expect(aroundEveryField(world.app).toSorted()).toEqual(Object.keys(WORDS).toSorted());
  });

  it('is the page of requests alone, which homes may ask for and which has nothing around it of its own', () => {
    const { requests } = BrowseRequestsResolver.prototype;
    expect(believed).toEqual(['requests']);
    expect(isAllowed('HOME', requests)).toBe(true);
    const own = ['__guards__', '__interceptors__', '__pipes__', '__exceptionFilters__'];
    for (const its of [requests, BrowseRequestsResolver]) {
      expect(own.filter((key) => Reflect.hasMetadata(key, its))).toEqual([]);
    }
  });

  it('has arguments in which the pipe finds nothing to look at', () => {
    const types: readonly unknown[] = Reflect.getMetadata(
      'design:paramtypes',
      BrowseRequestsResolver.prototype,
      'requests',
    );
    expect(types).toHaveLength(6);
    expect(types.filter((type) => ![String, Number, Boolean, Object].some((plain) => plain === type))).toEqual([]);
  });

  it('is not taken for granted when another guard, interceptor or pipe is put around every field', () => {
    class AnotherGuard {
      canActivate = () => true;
    }
    class AnotherInterceptor {
      intercept = (_: unknown, next: { handle: () => never }) => next.handle();
    }
    class AnotherPipe {
      transform = (value: unknown) => value;
    }
    expect(withoutAWord(world.app)).toEqual([]);
    world.app
      .useGlobalGuards(new AnotherGuard())
      .useGlobalInterceptors(new AnotherInterceptor())
      .useGlobalPipes(new AnotherPipe());
    expect(withoutAWord(world.app)).toEqual([
      'guard AnotherGuard',
      'interceptor AnotherInterceptor',
      'pipe AnotherPipe',
    ]);
  });
});
