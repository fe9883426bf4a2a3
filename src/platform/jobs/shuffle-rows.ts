/** Every half hour what was written in the running half-day is written anew in no order: no more than the half-day of a change may be read off the disk. */
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../../calendar/half-day.js';
import type { Database } from '../database/database.js';
import { type OrderlessTable, RowOrder } from '../database/row-order.js';
import { KeyStore, OwnerDatabase } from '../instance-parts.js';
import { RowOrderStore } from './row-order.store.js';
import type { Sweep } from './sweep.js';

const byKey =
  (key: string, schema = '') =>
  (name: string): OrderlessTable => ({ name: schema + name, key, index: `${name}_pkey` });

/** Whatever a post or another deed of a family leaves behind, but what is put in another order by a sweep of its own. */
const IN_MAIN = [
  ...[
    'request',
    'request_line',
    'occurrence',
    'claim',
    'claim_line',
    'notice',
    'coordinator_action',
    'queue_entry',
    'queue_note',
    'ledger_account',
    'ledger_transfer',
    'fund',
    'pledge',
    'reimbursement',
  ].map(byKey('id')),
  ...['grocery_request', 'ride_request', 'money_request', 'time_request'].map(byKey('request_id')),
  ...['occurrence_line'].map(byKey('occurrence_id')),
  ...['ledger_entry', 'pledge_hand'].map(byKey('transfer_id')),
  ...['claim_money'].map(byKey('claim_id')),
  ...['pledge_month'].map(byKey('pledge_id')),
  ...['fund_month'].map(byKey('fund_id')),
  ...['handoff'].map(byKey('request_id', 'sealed.')),
  ...['claim_handoff', 'message_key'].map(byKey('claim_id', 'sealed.')),
  ...['message'].map(byKey('id', 'sealed.')),
  ...['receipt'].map(byKey('reimbursement_id', 'sealed.')),
  ...['idempotent_answer'].map(byKey('digest')),
];
const IN_KEY_STORE = [...['data_key'].map(byKey('id')), ...['family_session', 'phone_session'].map(byKey('digest'))];

@Injectable()
export class ShuffleRows implements Sweep {
  readonly name = 'shuffle-rows';

  constructor(
    private readonly main: OwnerDatabase,
    private readonly keyStore: KeyStore,
    private readonly store: RowOrderStore,
  ) {}

  async run(now: Date): Promise<number> {
    const half = halfDayAt(now, 'UTC');
    const inMain = await this.shuffle('MAIN', this.main.database, IN_MAIN, half);
    return inMain + (await this.shuffle('KEYS', this.keyStore.owner, IN_KEY_STORE, half));
  }

  /** Again and again all that was written in the half-day, so that it is of one time; then never again. */
  private async shuffle(
    store: 'MAIN' | 'KEYS',
    owner: Database,
    tables: readonly OrderlessTable[],
    half: number,
  ): Promise<number> {
    const latest = (await this.store.latest(this.main.database, store)) ?? half - 1;
    const before = await this.store.before(this.main.database, store, latest);
    const run = await new RowOrder(owner, tables).shuffle(before);
    // The first run of a half-day still gathers the one that is over, its last minutes with all the others: it is that one's last.
    if (latest !== half) await this.store.keep(this.main.database, store, latest, run);
    await this.store.keep(this.main.database, store, half, run);
    return run.rows;
  }
}
