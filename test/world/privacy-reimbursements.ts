/** What homes of the story spent on the family: one asks it back, one had it back out of a fund. */
import { canary } from './canary.js';
import { dollars, idOfFund, idOfPledge } from './money.js';
import type { Cast } from './privacy-cast.js';
import { ask, type Claims } from './privacy-claims.js';
import type { World } from './world.js';

export const reimbursementNames = ['asked', 'paid'] as const;
/** `asked` is of `claimant delivered`, `paid` of `claimant confirmed`. */
export type Reimbursements = Readonly<Record<(typeof reimbursementNames)[number], string>>;

export async function theReimbursements(
  world: World,
  { homes, coordinators }: Cast,
  claims: Claims,
): Promise<Reimbursements> {
  const admin = coordinators['other coordinator'];
  const its = { title: 'Groceries', currency: 'USD', needs: ['GROCERY'] };
  const fundId = idOfFund(await ask(world, admin, 'createFund', its, '... on FundChanged { fund { id } }'));
  const pledge = { to: { fundId }, amount: dollars(60), cadence: 'ONCE' };
  const pledged = await ask(
    world,
    homes['another home'],
    'makePledge',
    pledge,
    '... on PledgeChanged { pledge { id } }',
  );
  await ask(world, admin, 'receivePledge', { pledgeId: idOfPledge(pledged), amount: dollars(60) });
  const asks = async (name: 'delivered' | 'confirmed', what: keyof Reimbursements, minor: number) => {
    const input = {
      ...{ claimId: claims[`groceries / claimant ${name}`], amount: { minor, currency: 'USD' } },
      receipt: canary(`receipt: ${what}`),
    };
    const answer = await ask(
      world,
      homes[`claimant ${name}`],
      'askReimbursement',
      input,
      '... on ReimbursementChanged { reimbursement { id } }',
    );
    return (answer['reimbursement'] as { id: string }).id; // As it was asked for.
  };
  const paid = await asks('confirmed', 'paid', 1_913);
  // By who takes families in as well: a coordinator of this one alone would stand beside all that it asked for.
  await ask(world, coordinators['coordinator of origin'], 'acceptReimbursement', { reimbursementId: paid, fundId });
  return { asked: await asks('delivered', 'asked', 2_137), paid };
}
