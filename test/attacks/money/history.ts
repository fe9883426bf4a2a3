/** The things of one history, the calls that change them, and where they stand: read past the service, on a line that nothing cuts. */
import type { Pool } from 'pg';
import { comeBack, type Json, type TestRequest } from '../../world/families.js';
import type { TestCoordinator, TestHome } from '../../world/people.js';
import type { BreakingCalls, Broken } from './breaking-calls.js';
import { referenceOf, type StepName, type What } from './reference.js';

export interface People {
  readonly coordinators: readonly [TestCoordinator, TestCoordinator];
  readonly home: TestHome;
}

/** Ids in the order in which their things were made: what was made twice is there twice. */
interface Known {
  readonly pledges: string[];
  readonly claims: string[];
}

interface Standing {
  readonly fund: number;
  readonly aside: number;
  readonly held: number;
  readonly pledges: readonly { readonly id: string; readonly open: number; readonly given: number }[];
  readonly claims: readonly string[];
}

const CLAIM = '... on ClaimMoved { claim { id } }';
const PLEDGE = '... on PledgeChanged { pledge { id } }';
const money = (minor: number) => ({ minor, currency: 'USD' });
/** A family's session ends when it is idle for longer. */
const MOST_IDLE_MS = 10 * 60_000;

export class History {
  readonly known: Known = { pledges: [], claims: [] };
  private familyToken: string;
  private seenAt: number;

  constructor(
    private readonly calls: BreakingCalls,
    private readonly looking: Pool,
    private readonly people: People,
    private readonly fundId: string,
    private readonly request: TestRequest,
  ) {
    this.familyToken = request.token;
    this.seenAt = calls.world.clock.now().getTime();
  }

  /** How many there are of what a step is about; 1 where it is about nothing that is there. */
  countFor(step: StepName): number {
    const of = OF[step];
    return of === null ? 1 : this.known[of].length;
  }

  take(step: StepName, { at, amount, who }: What, broken: Broken | null): Promise<Json> {
    const { calls, fundId } = this;
    const { home, coordinators } = this.people;
    const by = coordinators[who];
    const pledgeId = this.known.pledges[at];
    const claimId = this.known.claims[at];
    const its = { pledgeId, amount: money(amount) };
    const reference = `${fundId} ${referenceOf(amount)}`;
    switch (step) {
      case 'pledge':
        return calls.call(
          'makePledge',
          { to: { fundId }, amount: money(amount), cadence: 'ONCE' },
          PLEDGE,
          home,
          broken,
        );
      case 'receive':
        return calls.call('receivePledge', { ...its, reference }, PLEDGE, by, broken);
      case 'giveBack':
        return calls.call('giveBackPledge', its, PLEDGE, by, broken);
      case 'cancel':
        return calls.call('cancelPledge', { pledgeId }, PLEDGE, home, broken);
      case 'allocate': {
        const input = { fundId, requestId: this.request.requestId, amount: money(amount) };
        return calls.call('allocateFromFund', input, CLAIM, by, broken);
      }
      case 'pay':
        return calls.call('markPaid', { claimId, amountMinor: amount }, CLAIM, by, broken);
      case 'unwanted':
        return this.byFamily('cancelClaim', claimId, broken);
      case 'notArrived':
        return this.returned(claimId, by, broken);
    }
  }

  /** What there is of it, with new things behind those that were known. */
  async stands(): Promise<Omit<Standing, 'pledges' | 'claims'> & Record<'open' | 'given', number[]>> {
    const { rows } = await this.looking.query<Standing>({
      name: 'where a history stands',
      text: `SELECT coalesce((SELECT balance FROM ledger_account WHERE fund_id = $1), 0)::int AS fund,
         coalesce((SELECT balance FROM ledger_account WHERE request_id = $2), 0)::int AS aside,
         (SELECT sum(held + fulfilled)::int FROM occurrence_line WHERE request_id = $2) AS held,
         (SELECT coalesce(json_agg(json_build_object('id', p.id, 'open', coalesce(o.balance, 0), 'given', -coalesce(g.balance, 0))), '[]')
           FROM pledge p LEFT JOIN ledger_account o ON o.pledge_id = p.id AND o.kind = 'PLEDGE'
           LEFT JOIN ledger_account g ON g.pledge_id = p.id AND g.kind = 'GIVER' WHERE p.fund_id = $1) AS pledges,
         (SELECT coalesce(json_agg(id), '[]') FROM claim WHERE request_id = $2) AS claims`,
      values: [this.fundId, this.request.requestId],
    });
    const [found] = rows;
    if (!found) throw new Error('a history stands nowhere');
    const { pledges, claims, fund, aside, held } = found;
    learn(
      this.known.pledges,
      pledges.map(({ id }) => id),
    );
    learn(this.known.claims, claims);
    const inOrder = this.known.pledges.map((id) => pledges.find((its) => its.id === id));
    return {
      fund,
      aside,
      held,
      open: inOrder.map((its) => its?.open ?? -1),
      given: inOrder.map((its) => its?.given ?? -1),
    };
  }

  private async returned(claimId: string | undefined, by: TestCoordinator, broken: Broken | null): Promise<Json> {
    const disputed = await this.byFamily('disputeClaim', claimId, null);
    // Broken off by what breaks for others, it was done all the same.
    if ('code' in disputed && disputed['code'] !== 'KEY_ANSWER_LOST') return disputed;
    return this.calls.call('settleDispute', { claimId, outcome: 'RETURNED' }, CLAIM, by, broken);
  }

  private async byFamily(mutation: string, claimId: string | undefined, broken: Broken | null): Promise<Json> {
    const now = () => this.calls.world.clock.now().getTime();
    if (now() - this.seenAt > MOST_IDLE_MS) {
      this.familyToken = await this.calls.untilDone(() => comeBack(this.calls.world, this.request.returnCode));
    }
    this.seenAt = now();
    return this.calls.call(mutation, { claimId }, CLAIM, { token: this.familyToken }, broken);
  }
}

const OF: Readonly<Record<StepName, keyof Known | null>> = {
  pledge: null,
  receive: 'pledges',
  giveBack: 'pledges',
  cancel: 'pledges',
  allocate: null,
  pay: 'claims',
  unwanted: 'claims',
  notArrived: 'claims',
};

function learn(known: string[], ids: readonly string[]): void {
  known.push(...ids.filter((id) => !known.includes(id)));
}
