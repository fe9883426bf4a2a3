/** The small tales of the sample: one family each, from its post to wherever that ends. */
import type { Story } from './story.js';

const CLINIC = { passengers: 2, returnLeg: true, sharesTrip: false, summary: 'A ride to an appointment and back.' };
const LETTERS = {
  skill: 'PAPERWORK',
  minutes: 90,
  mode: 'IN_PERSON',
  summary: 'Somebody who can read letters with us.',
};
const BASKET = {
  items: [
    { name: 'rice', quantity: 2, unit: 'KILOGRAM' },
    { name: 'frijoles negros', quantity: 2, unit: 'KILOGRAM' },
    { name: 'diapers', quantity: 3, unit: 'PACK' },
  ],
  householdSize: 'FIVE_TO_SIX',
  dietaryRules: ['HALAL'],
  substitutions: 'ANY_SIMILAR',
  payer: 'HOME',
  dropOff: 'DOORSTEP',
  summary: 'Despensa para la semana, por favor.',
};
const RENT = { minor: 45_000, currency: 'USD' };
/** Said beforehand to trusted homes. In its first week nobody is one yet: those that come are vouched for, so the family says yes itself. */
const TRUSTING = { acceptance: 'ANY_TRUSTED_HOME' };

/** Brought, confirmed, done. */
export async function basketThatEndsWell(story: Story): Promise<void> {
  const home = story.home(1);
  const basket = await story.post('Grocery', '11226', { ...BASKET, ...TRUSTING, window: story.window('11226', 0, 2) });
  const claimId = await story.agree(home, basket, 1);
  await story.as(home.token, 'openHandoff', { claimId });
  await story.as(home.token, 'markDelivered', { claimId });
  await story.as(basket.token, 'confirmReceipt', { claimId });
}

/** Given back, declined, taken back, and at last left without an answer, so that it lapses. */
export async function rideThatFindsNobody(story: Story): Promise<void> {
  const [first, second, third] = [story.home(0), story.home(2), story.home(3)];
  const clinic = await story.post('Ride', '11226', { ...CLINIC, window: story.window('11226', 1) });
  const released = await story.claim(first, clinic, 1);
  await story.as(clinic.token, 'acceptClaim', { claimId: released });
  await story.as(first.token, 'releaseClaim', { claimId: released, reason: 'CANNOT_COME' });
  const declined = await story.claim(second, clinic, 1);
  await story.as(clinic.token, 'declineClaim', { claimId: declined });
  const retracted = await story.claim(third, clinic, 1);
  await story.as(third.token, 'retractClaim', { claimId: retracted });
  await story.claim(second, clinic, 1);
}

/** Done, and never confirmed: 72 hours later silence closes it. */
export async function lettersReadInSilence(story: Story): Promise<void> {
  const home = story.home(3);
  const letters = await story.post('Time', '11226', { ...LETTERS, ...TRUSTING, window: story.window('11226', 0, 1) });
  const claimId = await story.agree(home, letters, 0);
  await story.as(home.token, 'markDelivered', { claimId });
}

export async function needThatWentAway(story: Story): Promise<void> {
  const given = await story.post('Time', '60623', LETTERS);
  await story.as(given.token, 'withdrawRequest', { requestId: given.requestId });
}

export async function needThatWasEnough(story: Story): Promise<void> {
  const tutoring = await story.post('Time', '02128', { ...LETTERS, skill: 'TUTORING', languages: ['pt'] });
  await story.as(tutoring.token, 'finishRequest', { requestId: tutoring.requestId });
}

/** Nobody claims it: it expires a day after its window. */
export async function rideThatExpires(story: Story): Promise<void> {
  await story.post('Ride', '98118', { ...CLINIC, window: story.window('98118', 1) });
}

/** From a home to the partner, and from the partner to a family: neither learns of the other. */
export async function rentThroughThePartner(story: Story, moneyOffer: string): Promise<void> {
  const { coordinator } = story.people;
  const rent = await story.post('Money', '11220', {
    amount: RENT,
    purpose: 'RENT',
    payableAs: ['BILL_PAID_BY_PARTNER'],
  });
  const { giving, receiving } = await story.voice.tell<{ giving: { id: string }; receiving: { id: string } }>(
    'allocateOffer',
    { offerId: moneyOffer, requestId: rent.requestId, amount: RENT },
    '... on OfferAllocated { giving { id } receiving { id } }',
    { token: coordinator.token },
  );
  await story.as(coordinator.token, 'markReceived', { claimId: giving.id });
  await story.as(story.home(0).token, 'confirmGift', { claimId: giving.id });
  await story.as(coordinator.token, 'markPaid', { claimId: receiving.id });
  await story.as(rent.token, 'confirmReceipt', { claimId: receiving.id });
}

export async function rideThatWasCancelled(story: Story): Promise<void> {
  const ride = await story.post('Ride', '11226', { ...CLINIC, ...TRUSTING, window: story.window('11226', 1, 8) });
  const claimId = await story.agree(story.home(2), ride, 1);
  await story.as(ride.token, 'cancelClaim', { claimId });
}

/** Something did not come as agreed; `outcome` is what the coordinator makes of it, null for not yet. */
export async function basketInDispute(story: Story, outcome: 'RETURNED' | null): Promise<void> {
  const home = story.home(1);
  const basket = await story.post('Grocery', '11226', { ...BASKET, ...TRUSTING, window: story.window('11226', 0, 9) });
  const claimId = await story.agree(home, basket, 0);
  await story.as(home.token, 'markDelivered', { claimId });
  await story.as(basket.token, 'disputeClaim', { claimId });
  if (outcome) await story.as(story.people.coordinator.token, 'settleDispute', { claimId, outcome });
}

/** Accepted, with a message: the handoff waits to be opened. */
export async function rideAboutToHappen(story: Story): Promise<void> {
  const home = story.home(0);
  const today = { urgency: 'TODAY', window: story.window('11226', 0, 1) };
  const ride = await story.post('Ride', '11226', { ...CLINIC, ...TRUSTING, ...today });
  const claimId = await story.agree(home, ride, 1);
  await story.as(home.token, 'sendMessage', { claimId, text: 'I can be there at two. A blue car.' });
}

/** The family has to say yes. */
export async function proposalThatWaits(story: Story): Promise<void> {
  const letters = await story.post('Time', '11220', { ...LETTERS, window: story.window('11220', 1, 6) });
  await story.claim(story.home(3), letters, 2);
}

export async function basketJustDelivered(story: Story): Promise<void> {
  const home = story.home(1);
  const basket = await story.post('Grocery', '11226', { ...BASKET, ...TRUSTING, window: story.window('11226', 0, 3) });
  const claimId = await story.agree(home, basket, 0);
  await story.as(home.token, 'markDelivered', { claimId });
}

/** One item of it is on its way; the rest is still listed. */
export async function basketInParts(story: Story): Promise<void> {
  const basket = await story.post('Grocery', '11226', { ...BASKET, ...TRUSTING, window: story.window('11226', 0, 5) });
  const { request } = await story.voice.ask<{ request: { lines: { id: string }[] } }>(
    'query ($id: ID!) { request(id: $id) { lines { id } } }',
    { id: basket.requestId },
    { token: basket.token },
  );
  await story.agree(story.home(0), basket, 1, { lines: [{ requestLineId: request.lines[0]?.id, quantity: 1 }] });
}

/** One household, two requests, one return code. */
export async function familyThatAsksTwice(story: Story): Promise<void> {
  const first = await story.post('Ride', '11226', { ...CLINIC, window: story.window('11226', 3) });
  await story.post('Time', '11226', { ...LETTERS, urgency: 'WHENEVER' }, first);
}

export async function schoolRunEveryWeek(story: Story): Promise<void> {
  await story.post('Ride', '11368', {
    ...CLINIC,
    returnLeg: false,
    summary: 'To school in the morning.',
    window: story.window('11368', 1),
    series: { rule: 'FREQ=WEEKLY;BYDAY=TU,TH;COUNT=8' },
  });
}

/** A coordinator takes in what somebody says on the phone. */
export async function basketByPhone(story: Story): Promise<void> {
  const its = {
    ...BASKET,
    acceptance: 'MY_COORDINATOR',
    languages: ['en'],
    handoff: { contactMethod: 'THROUGH_COORDINATOR' },
  };
  await story.postThrough('Grocery', '10453', its, { token: story.people.coordinator.token });
}

/** Its words lead to the family: they wait for the coordinator, while the ride can be claimed. */
export async function wordsThatWait(story: Story): Promise<void> {
  const summary = 'A ride to the clinic and back. Call 202-555-0142 when you are near.';
  await story.post('Ride', '11226', { ...CLINIC, summary, window: story.window('11226', 2) });
}

/** The other partner reviews whatever its frontend sends. */
export async function needThatWaitsForReview(story: Story): Promise<void> {
  const its = { ...LETTERS, urgency: 'WHENEVER', handoff: { contactMethod: 'IN_APP' } };
  await story.postThrough('Time', '90022', its, { partnerKey: story.people.otherPublishableKey });
}

/** Has declared itself, done two steps, and is reminded of a third every month. */
export async function homeThatHasDeclared(story: Story): Promise<void> {
  const { token } = story.home(0);
  await story.voice.ask('mutation { declareSanctuaryHome { __typename } }', {}, { token });
  const { commitmentCatalogue } = await story.voice.ask<{
    commitmentCatalogue: { practices: { steps: { id: string }[] }[] };
  }>('{ commitmentCatalogue(audience: EVERYONE) { practices { steps { id } } } }', {}, { token });
  const [first, second, third] = commitmentCatalogue.practices.flatMap(({ steps }) => steps.slice(0, 1));
  for (const step of [first, second]) await story.as(token, 'markStep', { stepId: step?.id, mark: 'DONE' });
  await story.as(token, 'remindMe', { stepId: third?.id, on: story.window('11226', 7).from, rhythm: 'MONTHLY' });
}
