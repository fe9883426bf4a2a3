/** What must hold of the whole of both databases, whatever was broken off; and what may be left lying about. */
import type { DisclosureRow } from '../../../src/claim/disclosure.row.js';
import { chainedFields } from '../../../src/claim/record-disclosure.js';
import { verifyChain } from '../../../src/sealing/disclosure-chain.js';
import { unbalanced } from '../../world/claims.js';
import { faults } from '../../world/money.js';
import type { World } from '../../world/world.js';

type Chained = Omit<DisclosureRow, 'previousHash'>;

const CHAINS = `
  SELECT id, request_id AS "requestId", claim_id AS "claimId", sequence, kind, circle_name AS "circleName",
    opened_half AS "openedHalf", time_zone AS "timeZone", hash
  FROM disclosure ORDER BY request_id, sequence`;

const NEVER = `
  SELECT 'more is held than there is' AS what FROM occurrence_line WHERE held + fulfilled > quantity
  UNION ALL SELECT 'more is taken than is offered' FROM offer_capacity WHERE held + used > quantity
  UNION ALL SELECT 'a claim was opened, and nothing is written down' FROM claim c
    WHERE first_opened_at IS NOT NULL AND NOT EXISTS (SELECT FROM disclosure d WHERE d.claim_id = c.id)
  UNION ALL SELECT 'something is written down of a claim that was not opened' FROM disclosure d JOIN claim c ON c.id = d.claim_id
    WHERE c.first_opened_at IS NULL
  UNION ALL SELECT 'a claim has no lines' FROM claim c WHERE NOT EXISTS (SELECT FROM claim_line l WHERE l.claim_id = c.id)
  UNION ALL SELECT 'an accepted claim has no copy of its handoff' FROM claim c
    WHERE status = 'ACCEPTED' AND shape = 'MEETING' AND request_id IS NOT NULL AND NOT EXISTS (SELECT FROM sealed.claim_handoff h WHERE h.claim_id = c.id)
  UNION ALL SELECT 'a live request has no handoff' FROM request r
    WHERE ended_at IS NULL AND NOT EXISTS (SELECT FROM sealed.handoff h WHERE h.request_id = r.id)
  UNION ALL SELECT 'a pledge promised otherwise than its months say' FROM pledge p
    WHERE p.promised <> (SELECT coalesce(sum(amount), 0) FROM pledge_month m WHERE m.pledge_id = p.id)
      OR p.promised <> (SELECT coalesce(sum(e.amount), 0) FROM ledger_transfer t JOIN ledger_entry e ON e.transfer_id = t.id
        JOIN ledger_account a ON a.id = e.account_id WHERE t.pledge_id = p.id AND t.kind = 'PLEDGED' AND a.kind = 'PLEDGE')
  UNION ALL SELECT 'an answer is kept of what was not done' FROM idempotent_answer WHERE box IS NOT NULL AND NOT applied`;

const KEYS_IN_USE = `
  SELECT data_key_id AS id FROM sealed.handoff WHERE data_key_id IS NOT NULL
  UNION ALL SELECT data_key_id FROM sealed.claim_handoff UNION ALL SELECT data_key_id FROM sealed.message_key`;

export async function brokenEverywhere(world: World): Promise<string[]> {
  const { database } = world.instance.owner;
  const never = await database.query<{ what: string }>('crash: never', NEVER);
  const wrong = never.rows.map(({ what }) => what);
  if ((await unbalanced(world)).length > 0) wrong.push('quantities are not what the claims make of them');
  wrong.push(...(await faults(world)).map((fault) => `the ledger does not hold: ${fault}`));
  const secret = world.instance.secrets.secret('disclosures');
  const { rows: disclosures } = await database.query<Chained>('crash: chains', CHAINS);
  for (const chain of Map.groupBy(disclosures, ({ requestId }) => requestId).values()) {
    const links = chain.map((row) => ({ fields: chainedFields(row), hash: row.hash }));
    if (!verifyChain(secret, links).intact) wrong.push('a chain of disclosures does not verify');
  }
  const { endless } = await orphanKeys(world);
  if (endless > 0) wrong.push(`${endless} keys belong to nothing, and end never`);
  return wrong;
}

/** Keys that nothing was sealed with: made for what was then broken off. They open nothing, and end by themselves. */
export async function orphanKeys(world: World): Promise<{ orphans: number; endless: number }> {
  const { rows: used } = await world.instance.owner.database.query<{ id: string }>('crash: keys in use', KEYS_IN_USE);
  const { rows } = await world.instance.keyStore.database.query<{ ends: boolean }>(
    'crash: orphan keys',
    `SELECT destroy_after IS NOT NULL AS ends FROM data_key WHERE purpose IN ('HANDOFF', 'CLAIM') AND id <> ALL ($1::uuid[])`,
    [used.map(({ id }) => id)],
  );
  return { orphans: rows.length, endless: rows.filter(({ ends }) => !ends).length };
}
