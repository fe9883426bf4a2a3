/** The movement in numbers: told from a crowd on, standing still, counted once, and safe to share. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import request from 'supertest';
import { CountMovement } from '../src/movement/count-movement.js';
import { aMeeting, familiesAskIn } from './world/given-help.js';
import { CELL_IN_BROOKLYN } from './world/rows.js';
import { World } from './world/world.js';

const MOVEMENT =
  'query ($state: String, $metro: String) { movement(state: $state, metro: $metro) { what unit amount month } }';
const SERIES = '{ movementSeries(what: DELIVERIES, state: "NY") { amount month } }';

interface Numbers {
  readonly movement: readonly { what: string; unit: string; amount: number; month: string }[];
}

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  await world.close();
});

const count = (at: string) => world.get(CountMovement).run(new Date(at));
const movement = async (variables: Record<string, unknown> = {}) =>
  Object.fromEntries(
    (await world.ask<Numbers>(MOVEMENT, variables)).movement.map(({ what, amount }) => [what, amount]),
  );
const get = (path: string) => request(world.app.getHttpServer()).get(path);

it('tells numbers from a crowd on, once a month is over, and exactly once', async () => {
  await familiesAskIn(world, [CELL_IN_BROOKLYN]);
  await count('2026-07-02T03:00:00Z');
  for (let at = 0; at < 4; at += 1) await aMeeting(world, 'GROCERY', { on: '2026-07-10' });
  await count('2026-07-03T03:00:00Z');
  expect(await movement()).toEqual({});
  await aMeeting(world, 'GROCERY', { on: '2026-07-11' });
  // The night's snapshot stands still, however often it is asked for.
  expect(await count('2026-07-03T09:00:00Z')).toBe(0);
  expect(await movement()).toEqual({});
  await count('2026-07-17T03:00:00Z');
  expect(await movement()).toEqual({ HOMES_OPEN: 5, HOMES_VOUCHED: 5 });
  await Promise.all([count('2026-08-02T03:00:00Z'), count('2026-08-02T03:00:00Z')]);
  expect(await count('2026-08-02T04:00:00Z')).toBe(0);
  expect(await count('2026-07-20T04:00:00Z')).toBe(0);
  const all = { HOMES_OPEN: 5, HOMES_VOUCHED: 5, DELIVERIES: 5 };
  expect(await movement()).toEqual(all);
  expect(await movement({ state: 'NY' })).toEqual(all);
  expect(await movement({ state: 'NY', metro: 'new-york' })).toEqual(all);
  expect(await movement({ state: 'CA' })).toEqual({});
  expect(await world.ask(SERIES)).toEqual({ movementSeries: [{ amount: 5, month: '2026-07-01' }] });
  const { rows } = await world.instance.owner.database.query(
    'tallies left',
    'SELECT 1 FROM movement_tally WHERE half_month < $1',
    ['2026-08-01'],
  );
  expect(rows).toEqual([]);
});

it('says how many homes there are, not how many there were where they are too few by now', async () => {
  const owner = world.instance.owner.database;
  await owner.query(
    'homes of two months',
    `INSERT INTO movement_number (month, what, unit, area, amount) VALUES
       ('2026-06-01', 'HOMES_OPEN', 'HOMES', 'US/VT', 7), ('2026-06-01', 'DELIVERIES', 'TIMES', 'US/VT', 9)`,
  );
  expect(await movement({ state: 'VT' })).toEqual({ DELIVERIES: 9 });
  const page = (await get('/movement')).text;
  expect([page.includes('<td>VT</td>'), page.includes('<td>7</td>'), page.includes('<td>9</td>')]).toEqual([
    true,
    false,
    true,
  ]);
  const series = '{ movementSeries(what: HOMES_OPEN, state: "VT") { amount month } }';
  expect(await world.ask(series)).toEqual({ movementSeries: [{ amount: 7, month: '2026-06-01' }] });
  await owner.query('no homes of two months', `DELETE FROM movement_number WHERE area = 'US/VT'`);
});

it.each([{ state: 'ny' }, { state: "N'" }, { metro: 'new-york' }, { state: 'NY', metro: '<b>' }])(
  'refuses %j',
  async (variables) => {
    const { errors } = await world.call(MOVEMENT, variables);
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['INVALID_INPUT']);
  },
);

it('has a page, a table and signs to share, which load nothing and repeat nothing', async () => {
  const evil = encodeURIComponent('"><script>alert(1)</script>');
  for (const path of ['/movement', '/movement?lang=es', `/movement?lang=${evil}&lang=${evil}`]) {
    const page = await get(path).expect(200);
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page.text).not.toMatch(/<script|https?:|alert/);
    expect(page.text).toContain(path.endsWith('es') ? 'Entregas de víveres' : 'Deliveries of groceries');
  }
  const table = await get('/movement.csv').expect(200);
  expect(table.headers['content-type']).toMatch(/^text\/csv/);
  expect(table.text.split('\r\n')).toContain('2026-07,DELIVERIES,TIMES,NY,new-york,5');
  const sign = await get(`/window-sign.svg?lang=both&paper=${evil}`).expect(200);
  expect(sign.body.toString()).toMatch(/^<svg [\s\S]*sanctuary home[\s\S]*hogar santuario[\s\S]*<\/svg>\n$/);
  expect(sign.body.toString()).not.toMatch(/<script|alert/);
  const printed: Buffer = (await get('/window-sign.pdf?lang=es&paper=a4').buffer().expect(200)).body;
  const text = printed.toString('latin1');
  expect(text).toMatch(/^%PDF-1\.3\n[\s\S]*%%EOF\n$/);
  const letters = [...text.matchAll(/<([0-9a-f]*)>/g)].map(([, hex = '']) =>
    Buffer.from(hex, 'hex').toString('latin1'),
  );
  expect(letters.join('')).toContain('Este es unhogar santuarioLos vecinos nos cuidamos.');
  expect(text).not.toMatch(/CreationDate|Producer|Creator|URI/);
  const again = await get('/window-sign.pdf?lang=es&paper=a4').buffer().expect(200);
  expect(again.body.equals(printed)).toBe(true);
});
