/** Where all stands that an operation of money can touch, without ids, days and people: two runs of the same operation come to the very same. */
import { RecordOutcome } from '../../../../src/fund/record-outcome.js';
import type { World } from '../../../world/world.js';

/** What to look at. A drive that is not there yet is found by its home, a claim by its request or its offer. */
export interface About {
  readonly fundId?: string;
  readonly driveOf?: string;
  readonly requestId?: string;
  readonly offerId?: string;
}

/** In every transfer: from and to accounts of what kind, how much, by whose part. In every thing: its state. And what anybody was told. */
const STANDING = `
  WITH of_fund AS (SELECT * FROM fund WHERE id = $1::uuid OR started_by_home = $2::uuid),
    of_pledge AS (SELECT * FROM pledge WHERE fund_id IN (SELECT id FROM of_fund)),
    of_claim AS (SELECT * FROM claim WHERE request_id = $3::uuid OR offer_id = $4::uuid),
    of_account AS (SELECT * FROM ledger_account WHERE fund_id IN (SELECT id FROM of_fund) OR pledge_id IN (SELECT id FROM of_pledge)
      OR request_id = $3::uuid),
    of_transfer AS (SELECT * FROM ledger_transfer WHERE id IN (SELECT transfer_id FROM ledger_entry WHERE account_id IN (SELECT id FROM of_account))
      OR pledge_id IN (SELECT id FROM of_pledge) OR claim_id IN (SELECT id FROM of_claim)),
    line (what) AS (
      SELECT format('transfer %s by %s: %s', t.kind, t.by_whom, (SELECT string_agg(format('%s %s', a.kind, e.amount), ', ' ORDER BY a.kind, e.amount)
          FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id WHERE e.transfer_id = t.id)) FROM of_transfer t
      UNION ALL SELECT format('account %s: %s', kind, balance) FROM of_account
      UNION ALL SELECT format('fund %s %s, drives by rules %s', kind, state, by_rules) FROM of_fund
      UNION ALL SELECT format('pledge %s, promised %s in %s months', state, promised, (SELECT count(*) FROM pledge_month WHERE pledge_id = p.id))
        FROM of_pledge p
      UNION ALL SELECT format('claim %s %s of %s, delivered %s, paid by somebody %s', c.shape, c.status, l.quantity, coalesce(l.delivered, 0),
          (SELECT paid_by IS NOT NULL FROM claim_money WHERE claim_id = c.id)) FROM of_claim c JOIN claim_line l ON l.claim_id = c.id
      UNION ALL SELECT format('line %s held, %s fulfilled of %s', held, fulfilled, quantity) FROM occurrence_line WHERE request_id = $3::uuid
      UNION ALL SELECT format('offer %s held, %s used of %s', held, used, quantity) FROM offer_capacity WHERE offer_id = $4::uuid
      UNION ALL SELECT format('reimbursement %s', state) FROM reimbursement WHERE claim_id IN (SELECT id FROM of_claim)
      UNION ALL SELECT format('notice %s', code) FROM notice WHERE subject_id IN (SELECT id FROM of_fund UNION ALL SELECT id FROM of_pledge
        UNION ALL SELECT id FROM of_claim UNION ALL SELECT $3::uuid))
  SELECT coalesce(array_agg(what ORDER BY what), '{}') AS lines FROM line`;

export async function standingOf(world: World, { fundId, driveOf, requestId, offerId }: About): Promise<string[]> {
  const { database } = world.instance.owner;
  const { rows } = await database.query<{ lines: string[] }>('crash: standing of money', STANDING, [
    ...[fundId ?? null, driveOf ?? null, requestId ?? null, offerId ?? null],
  ]);
  return [...(rows[0]?.lines ?? []), ...(fundId === undefined ? [] : await outcomesOf(world, fundId))];
}

/** What givers are to read of a month is counted in a box that no statement can look into. */
async function outcomesOf(world: World, fundId: string): Promise<string[]> {
  const { rows } = await world.instance.owner.database.query<{ month: string; box: Buffer }>(
    'crash: outcomes of fund',
    'SELECT month::text, box FROM fund_month WHERE fund_id = $1',
    [fundId],
  );
  const outcomes = [];
  for (const { month, box } of rows) {
    outcomes.push(...(await world.get(RecordOutcome).opened(box, fundId, month, world.clock.now())));
  }
  return outcomes.map(({ purpose, families, amount }) => `outcome ${purpose}: ${amount} for ${families}`);
}
