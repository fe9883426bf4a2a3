/** Money of the sample's week: a fund with rules, a drive among neighbours, what homes pledged to them, and one family's rent out of it. */
import type { Story } from './story.js';
import type { SampleHome } from './story-people.js';

const ZIP = '11226';
const dollars = (amount: number) => ({ minor: amount * 100, currency: 'USD' });

/** Homes have pledged to it, once and each month; of one pledge a part came. Answers the fund. */
export async function fundStands(story: Story): Promise<string> {
  const { fund } = await story.voice.tell<{ fund: { id: string } }>(
    'createFund',
    {
      title: 'Rent, bond and full shelves',
      purpose: 'Nobody around here loses a home over one bad month.',
      ...{ currency: 'USD', needs: ['MONEY', 'GROCERY'], goal: dollars(2_000).minor },
      ...{ mostPerRequest: dollars(600).minor, reserve: dollars(50).minor },
    },
    FUND,
    { token: story.people.coordinator.token },
  );
  const fundId = fund.id;
  const once = await pledge(story, story.home(1), fundId, { amount: dollars(400), cadence: 'ONCE' });
  const monthly = await pledge(story, story.home(2), fundId, {
    ...{ amount: dollars(50), cadence: 'MONTHLY', cap: dollars(600).minor },
  });
  await came(story, once, { amount: dollars(300), reference: 'Transfer 1041' });
  await came(story, monthly, { amount: dollars(50), fee: 150, reference: 'Card 7730' });
  return fundId;
}

/** Begun by a home for its partner to hold, with a goal, an end, and a first neighbour. */
export async function driveOfAHome(story: Story): Promise<void> {
  const { fund } = await story.voice.tell<{ fund: { id: string } }>(
    'startDrive',
    {
      title: 'For the family two doors down',
      purpose: 'A stoop sale, a jar on the counter, and whoever wants to add to it.',
      goal: dollars(800),
      endsOn: story.window(ZIP, 60).from,
    },
    FUND,
    { token: story.home(3).token },
  );
  await story.as(story.people.coordinator.token, 'answerDrive', { fundId: fund.id, accept: true });
  const gift = await pledge(story, story.home(1), fund.id, { amount: dollars(60), cadence: 'ONCE' });
  await came(story, gift, { amount: dollars(60), reference: 'Envelope, June' });
}

/** A family's rent: set aside, paid to whom it is owed, and confirmed. And what a home spent on its groceries comes back out of the same fund. */
export async function rentAndGroceriesOutOfAFund(story: Story, fundId: string): Promise<void> {
  const { token } = story.people.coordinator;
  const rent = await story.post('Money', ZIP, {
    ...{ amount: dollars(180), purpose: 'RENT', payableAs: ['BILL_PAID_BY_PARTNER'] },
  });
  const { claim } = await story.voice.tell<{ claim: { id: string } }>(
    'allocateFromFund',
    { fundId, requestId: rent.requestId },
    '... on ClaimMoved { claim { id } }',
    { token },
  );
  const paid = { claimId: claim.id, method: 'BILL_PAID_BY_PARTNER', purpose: 'RENT' };
  await story.as(token, 'markPaid', paid);
  await story.as(rent.token, 'confirmReceipt', { claimId: claim.id });
  // The same household: its return code is there already.
  const basket = await story.post(
    'Grocery',
    ZIP,
    {
      items: [{ name: 'rice', quantity: 2, unit: 'KILOGRAM' }],
      ...{ householdSize: 'THREE_TO_FOUR', substitutions: 'ANY_SIMILAR', dropOff: 'DOORSTEP' },
      ...{ payer: 'FUND', budgetCeiling: dollars(60), window: story.window(ZIP, 0, 3) },
    },
    rent,
  );
  const home = story.home(2);
  const claimId = await story.agree(home, basket, 0);
  await story.as(home.token, 'markDelivered', { claimId });
  await story.as(basket.token, 'confirmReceipt', { claimId });
  const { reimbursement } = await story.voice.tell<{ reimbursement: { id: string } }>(
    'askReimbursement',
    { claimId, amount: { minor: 4_385, currency: 'USD' }, receipt: 'Corner market, Tuesday, number 0093' },
    '... on ReimbursementChanged { reimbursement { id } }',
    { token: home.token },
  );
  await story.as(token, 'acceptReimbursement', { reimbursementId: reimbursement.id, fundId });
}

const FUND = '... on FundChanged { fund { id } }';

async function pledge(story: Story, { token }: SampleHome, fundId: string, its: object): Promise<string> {
  const { pledge } = await story.voice.tell<{ pledge: { id: string } }>(
    'makePledge',
    { to: { fundId }, ...its },
    '... on PledgeChanged { pledge { id } }',
    { token },
  );
  return pledge.id;
}

function came(story: Story, pledgeId: string, its: object): Promise<void> {
  return story.as(story.people.coordinator.token, 'receivePledge', { pledgeId, ...its });
}
