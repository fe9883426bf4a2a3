/** Looks through the whole ledger for what cannot be, with no trust in the triggers that should have refused it. */
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../platform/queryable.js';

export const FAULTS = {
  UNBALANCED: 'the entries of a transfer are fewer than two, or do not sum to zero',
  OTHER_CURRENCY: 'an entry is of another currency or day than its transfer, or its account',
  WRONG_BALANCE: 'the balance of an account is not the sum of its entries',
  WRONG_SIDE: 'an account stands below zero that may not, or above',
  WRONG_REVERSAL: 'a reversal does not undo the transfer that it names, or undoes a reversal',
} as const;
export type LedgerFault = keyof typeof FAULTS;

export interface FoundFault {
  readonly fault: LedgerFault;
  /** Of the transfer; of the account where a balance is wrong. */
  readonly id: string;
}

export interface LedgerCounts {
  readonly accounts: number;
  readonly transfers: number;
  readonly entries: number;
}

@Injectable()
export class VerifyLedgerStore {
  async counts(owner: Queryable): Promise<LedgerCounts> {
    const { rows } = await owner.query<LedgerCounts>(
      'count-ledger',
      `SELECT (SELECT count(*)::int FROM ledger_account) AS accounts, (SELECT count(*)::int FROM ledger_transfer) AS transfers,
         (SELECT count(*)::int FROM ledger_entry) AS entries`,
    );
    return rows[0] ?? { accounts: 0, transfers: 0, entries: 0 };
  }

  /** As of one moment: one statement sees one state of things. */
  async faults(owner: Queryable, most: number): Promise<FoundFault[]> {
    const { rows } = await owner.query<FoundFault>(
      'faults-of-ledger',
      `(SELECT 'UNBALANCED' AS fault, t.id FROM ledger_transfer t
         LEFT JOIN (SELECT transfer_id, count(*) AS entries, sum(amount) AS total FROM ledger_entry GROUP BY transfer_id) e ON e.transfer_id = t.id
         WHERE coalesce(e.entries, 0) < 2 OR e.total <> 0)
       UNION ALL
       (SELECT 'UNBALANCED', e.transfer_id FROM ledger_entry e LEFT JOIN ledger_transfer t ON t.id = e.transfer_id WHERE t.id IS NULL)
       UNION ALL
       (SELECT 'OTHER_CURRENCY', e.transfer_id FROM ledger_entry e
         JOIN ledger_transfer t ON t.id = e.transfer_id LEFT JOIN ledger_account a ON a.id = e.account_id
         WHERE (e.currency, e.day) <> (t.currency, t.day) OR a.currency IS DISTINCT FROM e.currency)
       UNION ALL
       (SELECT 'WRONG_BALANCE', a.id FROM ledger_account a
         LEFT JOIN (SELECT account_id, sum(amount) AS total FROM ledger_entry GROUP BY account_id) e ON e.account_id = a.id
         WHERE a.balance <> coalesce(e.total, 0))
       UNION ALL
       (SELECT 'WRONG_SIDE', a.id FROM ledger_account a WHERE CASE WHEN kind IN ('GIVER', 'PROMISED') THEN balance > 0 ELSE balance < 0 END)
       UNION ALL
       (SELECT 'WRONG_REVERSAL', r.id FROM ledger_transfer r LEFT JOIN ledger_transfer o ON o.id = r.reverses_id
         WHERE r.reverses_id IS NOT NULL AND (o.id IS NULL OR o.reverses_id IS NOT NULL
           OR EXISTS (SELECT account_id, -amount FROM ledger_entry WHERE transfer_id = o.id
             EXCEPT SELECT account_id, amount FROM ledger_entry WHERE transfer_id = r.id)
           OR EXISTS (SELECT account_id, amount FROM ledger_entry WHERE transfer_id = r.id
             EXCEPT SELECT account_id, -amount FROM ledger_entry WHERE transfer_id = o.id)))
       LIMIT $1`,
      [most],
    );
    return rows;
  }
}
