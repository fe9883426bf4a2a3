/** What is sent: a document in its JSON, or JSON that is none, under headers as they come and as they should not. */
import type { GraphQLSchema } from 'graphql';
import { flood, written } from './documents.js';
import type { Draw } from './draw.js';
import { hostileJson, type Known, MARK } from './values.js';

export interface Call {
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string | Uint8Array;
  readonly method: string;
}

const TYPES = [
  'text/plain',
  'application/graphql',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  'application/json;;;=',
  'APPLICATION/JSON',
  '*/*',
  MARK,
];

export function aCall(schema: GraphQLSchema, draw: Draw, known: Known): Call {
  const document = draw.oneIn(6) ? flood(draw) : written(schema, draw, known);
  const variables = draw.oneIn(30) ? hostileJson(draw, known) : document.variables;
  const whole: Record<string, unknown> = { query: document.query, variables };
  if (draw.oneIn(30)) whole['operationName'] = draw.of<unknown>([null, MARK, '', 7, {}, ['a'], '__proto__']);
  if (draw.oneIn(60)) whole['extensions'] = hostileJson(draw, known);
  if (draw.oneIn(60)) whole['extensions'] = { persistedQuery: { version: 1, sha256Hash: MARK } };
  const json = JSON.stringify(whole);
  return {
    method: draw.oneIn(60) ? draw.of(['GET', 'PUT', 'OPTIONS', 'DELETE']) : 'POST',
    headers: headersOf(draw),
    body: draw.oneIn(15) ? broken(draw, json, known) : json,
  };
}

function broken(draw: Draw, json: string, known: Known): string | Uint8Array {
  const cut = draw.number(json.length);
  return draw.of<() => string | Uint8Array>([
    () => json.slice(0, cut),
    () => json.slice(cut),
    () => `${json.slice(0, cut)}${draw.text()}${json.slice(cut)}`,
    () => `[${json},${json}]`,
    () => JSON.stringify(hostileJson(draw, known)) ?? '',
    () => JSON.stringify({ query: hostileJson(draw, known) }),
    () => json.replace('{', '{"__proto__":{"x":1},'),
    () => json.replace('"variables":{', '"variables":{"constructor":{"prototype":{"x":1}},'),
    () => `\ufeff${json}`,
    () => json.replaceAll('"', "'"),
    () => `{"query":"{ viewer { kind } }","variables":{"x":1e400}}`,
    () => `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    () => `{"a":`.repeat(10_000),
    () => json.padEnd(70_000, ' '),
    () => draw.bytes(),
    () => '',
  ])();
}

function headersOf(draw: Draw): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {
    'content-type': draw.oneIn(60) ? draw.of(TYPES) : 'application/json',
  };
  const add = (name: string, values: readonly (string | string[])[]) => {
    if (draw.oneIn(80)) headers[name] = draw.of(values);
  };
  add('authorization', [
    'Bearer',
    'Bearer ',
    `Bearer ${MARK}`,
    `Basic ${MARK}`,
    `Bearer shf_${'A'.repeat(43)}`,
    `Bearer shh_${'A'.repeat(4_000)}`,
  ]);
  add('x-partner-key', [MARK, '', `shp_${'A'.repeat(43)}`, ['a', 'b'], `shs_${'\u00ff'.repeat(43)}`]);
  add('x-partner-client', [MARK, '203.0.113.7', 'A'.repeat(64), ['a', 'b']]);
  add('idempotency-key', [
    MARK,
    '3f0e2a6e-5d0c-4f3e-9a3b-0d6a2a1c9e11',
    ['3f0e2a6e-5d0c-4f3e-9a3b-0d6a2a1c9e11', MARK],
    '',
  ]);
  add('accept-language', [MARK, 'es;q=9', `${'es,'.repeat(2_000)}`, 'x'.repeat(3_000), '*;q=,,']);
  add('accept', ['text/html', 'application/graphql-response+json', MARK, '*/*;q=0']);
  add('origin', [MARK, 'null', 'https://evil.example', `https://${'a'.repeat(3_000)}`]);
  add('x-forwarded-for', [MARK, '203.0.113.7, 10.0.0.1', '::ffff:1.2.3.4', '999.999.999.999', ',,,,', '1.2.3.4%eth0']);
  add('content-encoding', ['gzip', 'br', 'identity', MARK]);
  add('x-apollo-operation-name', [MARK]);
  add('apollo-require-preflight', ['1']);
  add('expect', ['100-continue']);
  add('cookie', [`a=${MARK}`]);
  return headers;
}
