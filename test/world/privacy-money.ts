/** Money of the story: funds that say all there is to say, a drive of a home, and pledges of which something came. */
import { dateIn } from './families.js';
import { dollars, idOfFund, idOfPledge } from './money.js';
import type { Cast } from './privacy-cast.js';
import { ask } from './privacy-claims.js';
import type { World } from './world.js';

export interface FundsAndPledges {
  readonly funds: Readonly<Record<'open' | 'closed' | 'drive' | 'foreign', string>>;
  /** `monthly` and `once` are of `another home`. */
  readonly pledges: Readonly<Record<'monthly' | 'once' | 'foreign', string>>;
}

export async function theMoney(world: World, { homes, coordinators }: Cast): Promise<FundsAndPledges> {
  const admin = coordinators['other coordinator'];
  const fund = '... on FundChanged { fund { id } }';
  const pledge = '... on PledgeChanged { pledge { id } }';
  const aFund = async (by: { token: string }, title: string, its: object = {}) =>
    idOfFund(await ask(world, by, 'createFund', { title, currency: 'USD', purpose: 'For bond', ...its }, fund));
  const aPledge = async (by: { token: string }, fundId: string, its: object) =>
    idOfPledge(await ask(world, by, 'makePledge', { to: { fundId }, amount: dollars(40), ...its }, pledge));
  const open = await aFund(admin, 'Bond', {
    ...{ areas: ['842a107ffffffff'], mostPerRequest: 90_000, reserve: 100, goal: 500_000, endsOn: dateIn(world, 90) },
  });
  const closed = await aFund(admin, 'Last winter');
  await ask(world, admin, 'closeFund', { fundId: closed });
  const drive = { title: 'Our street', goal: dollars(500), endsOn: dateIn(world, 30) };
  const driveId = idOfFund(await ask(world, homes['claimant accepted'], 'startDrive', drive, fund));
  const monthly = await aPledge(homes['another home'], open, { cadence: 'MONTHLY', cap: 100_000 });
  const once = await aPledge(homes['another home'], open, { cadence: 'ONCE' });
  await ask(world, admin, 'receivePledge', { pledgeId: once, amount: dollars(25) });
  await ask(world, admin, 'setSecondAbove', { above: dollars(10_000) });
  // As after a month in which many were helped.
  await world.instance.owner.database.query(
    'outcome of a fund',
    `INSERT INTO fund_outcome (id, fund_id, month, purpose, cell, families, amount) VALUES (gen_random_uuid(), $1, date_trunc('month', $2::date), 'RENT', '832a10fffffffff', 6, 240000)`,
    [open, dateIn(world, 0)],
  );
  const elsewhere = await aFund(coordinators['foreign coordinator'], 'Elsewhere');
  return {
    funds: { open, closed, drive: driveId, foreign: elsewhere },
    pledges: { monthly, once, foreign: await aPledge(homes['foreign home'], elsewhere, { cadence: 'ONCE' }) },
  };
}
