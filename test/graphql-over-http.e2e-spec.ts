/** GraphQL over HTTP as its specification has it: what the audit calls a MUST holds. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { World } from './world/world.js';

describe('GraphQL over HTTP', () => {
  let world: World;
  const failures: string[] = [];

  beforeAll(async () => {
    world = await World.open();
    const audits = serverAudits({ url: async () => `${await world.app.getUrl()}/graphql`, fetchFn: fetch });
    for (const audit of audits) {
      const result = await audit.fn();
      if (result.status !== 'ok') failures.push(`${result.status} ${audit.name}: ${result.reason}`);
    }
  }, 30_000);
  afterAll(async () => {
    await world.close();
  });

  it('fails no MUST of the audit', () => {
    expect(failures.filter((line) => line.startsWith('error'))).toEqual([]);
  });

  it.each([
    ['a body that is no JSON', 'application/json', '{'],
    [
      'a body that is too large',
      'application/json',
      JSON.stringify({ query: `{ viewer { kind } } # ${'x'.repeat(70_000)}` }),
    ],
    ['several operations at once', 'application/json', JSON.stringify([{ query: '{ viewer { kind } }' }])],
    ['a form', 'application/x-www-form-urlencoded', 'query={viewer{kind}}'],
    ['no body', 'application/json', ''],
  ])('refuses %s and stays up', async (_what, contentType, body) => {
    const url = `${await world.app.getUrl()}/graphql`;
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': contentType }, body });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(await answer.text()).not.toContain('xxxx');
    expect(await world.ask('{ viewer { kind } }')).toEqual({ viewer: { kind: 'PUBLIC' } });
  });

  it.each([
    ['too deep', `{ viewer { ${'a { '.repeat(10)}b${' }'.repeat(10)} } }`],
    ['too long', `{ ${'viewer { kind } '.repeat(400)} }`],
    ['too many aliases', `{ ${Array.from({ length: 40 }, (_, at) => `a${at}: viewer { kind }`).join(' ')} }`],
  ])('refuses a document that is %s', async (_what, document) => {
    const answer = await world.call(document);
    expect(answer.errors.length).toBeGreaterThan(0);
    expect(answer.data ?? null).toBeNull();
    expect(answer.status).toBeLessThan(500);
  });

  it('does not repeat a value that was sent', async () => {
    const secret = 'Zanzibar-4711';
    const byLiteral = await world.call(`{ viewer(x: "${secret}") { kind } }`);
    const byVariable = await world.call('query ($x: Int) { viewer { kind } __typename @include(if: $y) }', {
      x: secret,
    });
    for (const answer of [byLiteral, byVariable]) {
      expect(answer.errors.length).toBeGreaterThan(0);
      expect(JSON.stringify(answer)).not.toContain(secret);
    }
  });
});
