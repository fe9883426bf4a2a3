/** Each number of the movement against rows that were counted by somebody else: groceries, rides, time, money, trainings, declarations. */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CountMovement } from '../src/movement/count-movement.js';
import { parentAt } from '../src/place/cell.js';
import { cellOf } from './world/cells.js';
import { aCertificate, aGift, aMeeting, familiesAskIn } from './world/given-help.js';
import { aWrittenHome, aWrittenOffer, aWrittenRequest, CELL_IN_BROOKLYN } from './world/rows.js';
import { World } from './world/world.js';

jest.setTimeout(60_000);

const BUFFALO = cellOf('14201', 6);
const LOS_ANGELES = cellOf('90022', 6);
const JULY = '2026-07-01';

let world: World;
beforeEach(async () => {
  world = await World.open();
  await world.get(CountMovement).run(new Date('2026-07-01T03:00:00Z'));
});
afterEach(async () => {
  await world.close();
});

const monthIsOver = () => world.get(CountMovement).run(new Date('2026-08-01T03:00:00Z'));
const stored = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await world.instance.owner.database.query<Row>(text.slice(0, 60), text, values)).rows;

interface Number {
  readonly what: string;
  readonly unit: string;
  readonly area: string;
  readonly amount: number;
}
/** By "what unit area". */
async function published(): Promise<Record<string, number>> {
  const rows = await stored<Number>(
    `SELECT what, unit, area, amount::float8 AS amount FROM movement_number WHERE month = $1 AND unit <> 'HOMES'`,
    [JULY],
  );
  return Object.fromEntries(rows.map(({ what, unit, area, amount }) => [`${what} ${unit} ${area}`, amount]));
}
const each = async (count: number, make: (at: number) => Promise<unknown>) => {
  for (let at = 0; at < count; at += 1) await make(at);
};
/** The first and the second half of the month in turn. */
const day = (at: number) => (at % 2 === 0 ? '2026-07-03' : '2026-07-20');

describe('the numbers of a month', () => {
  it('are those of the rows, by kind and area', async () => {
    await familiesAskIn(world, [CELL_IN_BROOKLYN, LOS_ANGELES]);
    // More than k in each half: whether the same came again is not known any more when halves are joined.
    await each(12, (at) => aMeeting(world, 'GROCERY', { on: day(at) }));
    await each(12, (at) => aMeeting(world, 'RIDE', { on: day(at), cell: LOS_ANGELES, amount: 2 }));
    await each(10, (at) => aMeeting(world, 'TIME', { on: day(at), amount: 90, ...(at === 0 && { delivered: 30 }) }));
    await each(10, (at) => aGift(world, { on: day(at), amount: 2_500, ...(at === 1 && { delivered: 2_000 }) }));
    await each(10, (at) => aCertificate(world, { on: day(at) }));
    // Neither before the month nor after it, and not what came to nothing.
    await aMeeting(world, 'GROCERY', { on: '2026-06-30' });
    await aMeeting(world, 'GROCERY', { on: '2026-08-01T00:00:00Z' });
    await monthIsOver();
    const [claims] = await stored<Record<string, string>>(
      `SELECT count(*) FILTER (WHERE kind = 'GROCERY') AS groceries, count(*) FILTER (WHERE kind = 'RIDE') AS rides,
         sum(l.given) FILTER (WHERE kind = 'TIME') AS minutes, sum(l.given) FILTER (WHERE kind = 'MONEY') AS cents
       FROM claim c, LATERAL (SELECT sum(coalesce(offer_delivered, offer_quantity)) AS given FROM claim_line WHERE claim_id = c.id) l
       WHERE c.ended_at BETWEEN '2026-07-01 00:00:01Z' AND '2026-07-31 23:59:59Z'`,
    );
    const [trained] = await stored<{ count: string }>(
      "SELECT count(*) FROM certificate WHERE to_char(issued_on, 'YYYY-MM') = '2026-07'",
    );
    expect([claims, trained]).toEqual([
      { groceries: '12', rides: '12', minutes: '840', cents: '24500' },
      { count: '10' },
    ]);
    const everywhere = (what: string, unit: string, state: string, metro: string, amount: number) =>
      ['US', `US/${state}`, `US/${state}/${metro}`].map((area) => [`${what} ${unit} ${area}`, amount]);
    expect(await published()).toEqual(
      Object.fromEntries([
        ...everywhere('DELIVERIES', 'TIMES', 'NY', 'new-york', 12),
        ...everywhere('RIDES', 'TIMES', 'CA', 'los-angeles', 12),
        ...everywhere('TIME', 'MINUTES', 'NY', 'new-york', 840),
        ...everywhere('MONEY', 'USD', 'NY', 'new-york', 24_500),
        ...everywhere('TRAININGS', 'TIMES', 'NY', 'new-york', 10),
      ]),
    );
    // Of what is shown, too.
    const { movement } = await world.ask<{ movement: { what: string; amount: number }[] }>(
      '{ movement(state: "NY") { what amount } }',
    );
    expect(movement.find(({ what }) => what === 'TIME')?.amount).toBe(840);
  });

  it('need families, and not only requests', async () => {
    await familiesAskIn(world, [LOS_ANGELES]);
    await each(12, (at) => aMeeting(world, 'RIDE', { on: day(at) }));
    await monthIsOver();
    expect(await published()).toEqual({});
  });

  it('count for larger areas what too few families asked for', async () => {
    await familiesAskIn(world, [CELL_IN_BROOKLYN]);
    await each(12, (at) => aMeeting(world, 'RIDE', { on: day(at) }));
    await each(6, (at) => aMeeting(world, 'RIDE', { on: day(at), cell: BUFFALO }));
    await monthIsOver();
    // Buffalo may be one family's, and so would be what is left over beside New York.
    expect(await published()).toEqual({ 'RIDES TIMES US': 18, 'RIDES TIMES US/NY': 18 });
  });

  it('know that families ask in a larger cell, if that lies in the same area', async () => {
    await familiesAskIn(world, [parentAt(CELL_IN_BROOKLYN, 5)]);
    await each(10, (at) => aMeeting(world, 'RIDE', { on: day(at) }));
    await monthIsOver();
    expect(Object.keys(await published())).toHaveLength(3);
  });

  it.each([
    ['of one home', async () => ({ homeId: (await aWrittenHome(world)).homeId })],
    [
      'for one request',
      async () => ({
        requestId: (await aWrittenRequest(world, { kind: 'RIDE', lines: [{ unit: 'SEAT', quantity: 2_000 }] }))
          .requestId,
      }),
    ],
  ])('leave out what is much %s', async (_name, same) => {
    await familiesAskIn(world, [CELL_IN_BROOKLYN]);
    const its = await same();
    await each(12, (at) => aMeeting(world, 'RIDE', { on: day(at), ...its }));
    await monthIsOver();
    expect(await published()).toEqual({});
  });

  it('take the same homes in both halves for the same', async () => {
    await familiesAskIn(world, [CELL_IN_BROOKLYN]);
    const homes = [await aWrittenHome(world), await aWrittenHome(world), await aWrittenHome(world)];
    await each(6, (at) =>
      aMeeting(world, 'RIDE', { on: at < 3 ? '2026-07-03' : '2026-07-20', homeId: homes[at % 3]?.homeId ?? '' }),
    );
    await monthIsOver();
    expect(await published()).toEqual({});
  });
});

describe('declarations', () => {
  /** `declares`: of so many homes the first ones. */
  async function homes(
    count: number,
    its: { declares: number; tier?: 'NEW'; paused?: boolean; withdrawn?: boolean },
  ): Promise<void> {
    for (let at = 0; at < count; at += 1) {
      const { homeId } = await aWrittenHome(world, {
        ...(its.tier === 'NEW' ? { vouched: false } : {}),
        paused: its.paused ?? false,
      });
      await aWrittenOffer(world, { homeId });
      if (at >= its.declares) continue;
      await stored('INSERT INTO sanctuary_declaration (home_id, declared_on, withdrawn_on) VALUES ($1, $2, $3)', [
        homeId,
        '2026-06-20',
        its.withdrawn ? '2026-06-25' : null,
      ]);
    }
  }
  const told = async () => {
    await monthIsOver();
    const { movement } = await world.ask<{ movement: { what: string; amount: number }[] }>(
      '{ movement(state: "NY", metro: "new-york") { what amount } }',
    );
    return Object.fromEntries(movement.map(({ what, amount }) => [what, amount]));
  };

  it('that stand are counted, of homes that are vouched for and in service', async () => {
    await homes(12, { declares: 7 });
    await homes(6, { declares: 6, tier: 'NEW' });
    await homes(1, { declares: 1, paused: true });
    await homes(1, { declares: 1, withdrawn: true });
    expect(await told()).toEqual({ HOMES_OPEN: 19, HOMES_VOUCHED: 13, HOMES_DECLARED: 7 });
    const [sums] = await stored<{ count: string }>(
      `SELECT count(*) FROM home JOIN sanctuary_declaration ON home_id = id
       WHERE withdrawn_on IS NULL AND tier IN ('VOUCHED', 'TRUSTED') AND paused_at IS NULL AND closed_at IS NULL`,
    );
    expect(sums).toEqual({ count: '7' });
  });

  it.each([
    [4, 12],
    [9, 12],
    [12, 12],
  ])('of %i among %i are not told: too few have declared, or have not', async (declares, count) => {
    await homes(count, { declares });
    expect(await told()).toEqual({ HOMES_OPEN: count, HOMES_VOUCHED: count });
  });
});
