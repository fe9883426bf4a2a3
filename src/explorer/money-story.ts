/** Money, from a pledge to a family's yes: a fund stands between, and neither end learns of the other. */
import { from, type Speakers, type Story } from './story.js';

const GIFT = { minor: 6_000, currency: 'USD' };

export function tellOfMoney(speakers: Speakers, year: number): readonly Story[] {
  const { frontend, home, family, coordinator } = speakers;
  const pledged = { to: { fundId: from('fundId') }, amount: GIFT, cadence: 'ONCE' };
  const claimId = from('claimId');
  return [
    { document: FUND, variables: { input: A_FUND }, headers: coordinator },
    { document: PLEDGE, variables: { input: pledged }, headers: home },
    { document: RECEIVE, variables: { input: { pledgeId: from('pledgeId'), amount: GIFT } }, headers: coordinator },
    { document: ASK, variables: { input: A_BILL }, headers: frontend },
    {
      document: ALLOCATE,
      variables: { input: { fundId: from('fundId'), requestId: from('requestId') } },
      headers: coordinator,
    },
    {
      document: PAY,
      variables: { input: { claimId, method: 'BILL_PAID_BY_PARTNER', purpose: 'MEDICAL' } },
      headers: coordinator,
    },
    { document: CONFIRM, variables: { input: { claimId } }, headers: family },
    { document: GIVEN, variables: { year }, headers: home },
  ];
}

const A_FUND = {
  title: 'For whatever cannot wait',
  currency: 'USD',
  needs: ['MONEY'],
  mostPerRequest: 50_000,
};

const A_BILL = {
  place: { postalCode: { country: 'US', code: '11226' } },
  urgency: 'THIS_WEEK',
  languages: ['es'],
  acceptance: 'MY_COORDINATOR',
  handoff: { contactMethod: 'IN_APP' },
  amount: { minor: 4_500, currency: 'USD' },
  purpose: 'MEDICAL',
  payableAs: ['BILL_PAID_BY_PARTNER'],
};

const FUND = `# 21. Money goes through a fund of the partner, which has rules:
# how much for one request, which needs, where, what stays in
# it. A home may begin one as well, among neighbours (startDrive).
mutation MakeAFund($input: CreateFundInput!) {
  createFund(input: $input) {
    ... on FundChanged { fund { fundId: id title available { minor currency } mostPerRequest { minor } } }
    ... on Refusal { code message path }
  }
}
`;

const PLEDGE = `# 22. A home pledges, once or each month: a promise, so far.
mutation PledgeToIt($input: MakePledgeInput!) {
  makePledge(input: $input) {
    ... on PledgeChanged { pledge { pledgeId: id state outstanding { minor } given { minor } } }
    ... on Refusal { code message path }
  }
}
`;

const RECEIVE = `# 23. The partner says what came: all of it, a part, or more. It
# is in the fund from now on.
mutation SayThatItCame($input: ReceivePledgeInput!) {
  receivePledge(input: $input) {
    ... on PledgeChanged { pledge { outstanding { minor } given { minor currency } } }
    ... on Refusal { code message path }
  }
}
`;

const ASK = `# 24. A family asks for money. No home ever sees that it did, nor
# what for.
mutation AskForMoney($input: PostMoneyRequestInput!) {
  postMoneyRequest(input: $input) {
    ... on RequestPosted {
      request { requestId: id alias status lines { quantity unit remaining } }
      session { familyToken: token }
    }
    ... on Refusal { code message path }
  }
}
`;

const ALLOCATE = `# 25. A coordinator sets it aside, within the fund's rules and
# never more than came. It is a claim without a giver.
mutation SetItAside($input: AllocateFromFundInput!) {
  allocateFromFund(input: $input) {
    ... on ClaimMoved { claim { claimId: id status lines { quantity } } }
    ... on Refusal { code message path }
  }
}
`;

const PAY = `# 26. The bill is paid outside this service, and said so here:
# above setSecondAbove not by whoever set it aside.
mutation PayIt($input: MarkPaidInput!) {
  markPaid(input: $input) {
    ... on ClaimMoved { claim { status } }
    ... on Refusal { code message path }
  }
}
`;

const CONFIRM = `# 27. The family confirms. It learns that it was given, and never
# by whom.
mutation ItCame($input: ConfirmReceiptInput!) {
  confirmReceipt(input: $input) {
    ... on ClaimMoved { claim { status confirmedBy } }
    ... on Refusal { code message path }
  }
}
`;

const GIVEN = `# 28. What a home gave in a year, by month and fund; what its funds
# did with it, once a month is over and enough families were
# helped; and what it asks back of what it spent on families.
# exportGivingStatement makes a file of the first.
query WhatWeGave($year: Int!) {
  givingStatement(year: $year) {
    currencies {
      currency
      pledged { minor }
      given { minor }
      givenBack { minor }
      months { month through fundTitle given { minor } }
    }
  }
  myPledges { fundTitle state given { minor currency } outcomes { month purpose families amount { minor } } }
  myReimbursements { state amount { minor currency } askedOn settledOn }
}
`;
