/** What happens in the sample's week, day by day. */
import type { Family, Story } from './story.js';

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
const RENT = { amount: { minor: 45_000, currency: 'USD' }, purpose: 'RENT', payableAs: ['BILL_PAID_BY_PARTNER'] };
const TRUSTING = { acceptance: 'ANY_TRUSTED_HOME' };

export const STORY_LASTS_HOURS = 6 * 24;

/** `pass` lets hours go by, with the sweeps that run meanwhile. */
export async function tellStory(story: Story, pass: (hours: number) => Promise<void>): Promise<void> {
  await offersStand(story);
  await firstDay(story);
  await pass(24);
  await secondDay(story);
  await pass(24);
  await thirdDay(story);
  await pass(4 * 24);
  await today(story);
}

async function offersStand(story: Story): Promise<void> {
  const weekdays = {
    recurrence: {
      rule: 'FREQ=WEEKLY;BYDAY=MO,WE,FR,SA',
      from: story.window('11226', 0).from,
      halves: ['MORNING', 'AFTERNOON'],
    },
  };
  for (const [at, home] of story.people.homes.entries()) {
    const languages = at % 2 === 0 ? ['en', 'es'] : ['en'];
    if (at % 3 === 0)
      await story.offer(home, 'Ride', {
        reachKm: 15,
        seats: 4,
        returnTrip: true,
        refill: 'PER_OCCURRENCE',
        languages,
        ...weekdays,
      });
    if (at % 3 === 1)
      await story.offer(home, 'Grocery', { reachKm: 10, runs: 2, refill: 'WEEKLY', languages, ...weekdays });
    if (at % 3 === 2)
      await story.offer(home, 'Time', {
        reachKm: 10,
        minutes: 240,
        skills: ['PAPERWORK', 'TUTORING'],
        modes: ['IN_PERSON'],
        refill: 'MONTHLY',
        languages,
        ...weekdays,
      });
  }
  await story.offer(story.home(0), 'Money', { amount: { minor: 80_000, currency: 'USD' }, refill: 'ONCE' });
  const paused = await story.offer(story.home(4), 'Grocery', {
    reachKm: 5,
    runs: 1,
    refill: 'ONCE',
    windows: [story.window('90022', 8)],
  });
  await story.as(story.home(4).token, 'pauseOffer', { offerId: paused });
  const withdrawn = await story.offer(story.home(5), 'Ride', {
    reachKm: 5,
    seats: 2,
    returnTrip: false,
    refill: 'ONCE',
    windows: [story.window('60623', 3)],
  });
  await story.as(story.home(5).token, 'withdrawOffer', { offerId: withdrawn });
  // Over by the time the story ends.
  await story.offer(story.home(6), 'Ride', {
    reachKm: 5,
    seats: 2,
    returnTrip: false,
    refill: 'ONCE',
    windows: [story.window('98118', 1)],
  });
}

/** Deliveries that end well, one that nobody confirms, and what is given up or withdrawn. */
async function firstDay(story: Story): Promise<void> {
  const [porch, limonero, bicycles, flights] = [0, 1, 2, 3].map((at) => story.home(at));
  if (!porch || !limonero || !bicycles || !flights) throw new RangeError('the sample has no such home');

  const basket = await story.post('Grocery', '11226', { ...BASKET, ...TRUSTING, window: story.window('11226', 0, 2) });
  const delivered = await story.claim(limonero, basket, 1);
  await story.as(limonero.token, 'openHandoff', { claimId: delivered });
  await story.as(limonero.token, 'markDelivered', { claimId: delivered });
  await story.as(basket.token, 'confirmReceipt', { claimId: delivered });

  const clinic = await story.post('Ride', '11226', { ...CLINIC, window: story.window('11226', 1) });
  const ride = await story.claim(porch, clinic, 1);
  await story.as(clinic.token, 'acceptClaim', { claimId: ride });
  await story.as(porch.token, 'releaseClaim', { claimId: ride, reason: 'CANNOT_COME' });
  const declined = await story.claim(bicycles, clinic, 1);
  await story.as(clinic.token, 'declineClaim', { claimId: declined });
  const retracted = await story.claim(flights, clinic, 1);
  await story.as(flights.token, 'retractClaim', { claimId: retracted });
  // Nobody answers this one: it lapses.
  await story.claim(bicycles, clinic, 1);

  const letters = await story.post('Time', '11226', { ...LETTERS, ...TRUSTING, window: story.window('11226', 0, 1) });
  const silent = await story.claim(flights, letters, 0);
  await story.as(flights.token, 'markDelivered', { claimId: silent });

  const given = await story.post('Time', '60623', LETTERS);
  await story.as(given.token, 'withdrawRequest', { requestId: given.requestId });
  // Nobody claims this one: it expires a day after its window.
  await story.post('Ride', '98118', { ...CLINIC, window: story.window('98118', 1) });
}

/** Money through the partner, a cancelled ride, and two deliveries that are not agreed on. */
async function secondDay(story: Story): Promise<void> {
  const { coordinator } = story.people;
  const rent = await story.post('Money', '11220', { ...RENT, languages: ['es'] });
  const money = story.told().offerIds.get(story.home(0).homeId)?.at(-1) ?? '';
  const allocated = await story.voice.tell<{ giving: { id: string }; receiving: { id: string } }>(
    'allocateOffer',
    { offerId: money, requestId: rent.requestId, amount: { minor: 45_000, currency: 'USD' } },
    '... on OfferAllocated { giving { id } receiving { id } }',
    { token: coordinator.token },
  );
  await story.as(coordinator.token, 'markReceived', { claimId: allocated.giving.id });
  await story.as(story.home(0).token, 'confirmGift', { claimId: allocated.giving.id });
  await story.as(coordinator.token, 'markPaid', { claimId: allocated.receiving.id });
  await story.as(rent.token, 'confirmReceipt', { claimId: allocated.receiving.id });

  const ride = await story.post('Ride', '11226', { ...CLINIC, window: story.window('11226', 1, 8), ...TRUSTING });
  const cancelled = await story.claim(story.home(2), ride, 1);
  await story.as(ride.token, 'cancelClaim', { claimId: cancelled });

  for (const outcome of ['RETURNED', null] as const) {
    const basket = await story.post('Grocery', '11226', {
      ...BASKET,
      ...TRUSTING,
      window: story.window('11226', 0, 9),
    });
    const claim = await story.claim(story.home(1), basket, 0);
    await story.as(story.home(1).token, 'markDelivered', { claimId: claim });
    await story.as(basket.token, 'disputeClaim', { claimId: claim });
    if (outcome) await story.as(coordinator.token, 'settleDispute', { claimId: claim, outcome });
  }
}

async function thirdDay(story: Story): Promise<void> {
  const letters = await story.post('Time', '02128', { ...LETTERS, skill: 'TUTORING', languages: ['pt'] });
  await story.as(letters.token, 'finishRequest', { requestId: letters.requestId });
}

/** What is under way as the story ends: everything that a newcomer wants to try. */
async function today(story: Story): Promise<void> {
  const { people } = story;
  const accepted = await story.post('Ride', '11226', {
    ...CLINIC,
    ...TRUSTING,
    urgency: 'TODAY',
    window: story.window('11226', 0, 1),
  });
  const ride = await story.claim(story.home(0), accepted, 1);
  await story.as(story.home(0).token, 'sendMessage', { claimId: ride, text: 'I can be there at two. A blue car.' });
  const proposed: Family = await story.post('Time', '11220', { ...LETTERS, window: story.window('11220', 1, 6) });
  await story.claim(story.home(3), proposed, 2);
  const delivered = await story.post('Grocery', '11226', {
    ...BASKET,
    ...TRUSTING,
    window: story.window('11226', 0, 3),
  });
  const claim = await story.claim(story.home(1), delivered, 0);
  await story.as(story.home(1).token, 'markDelivered', { claimId: claim });

  const partly = await story.post('Grocery', '11226', { ...BASKET, ...TRUSTING, window: story.window('11226', 0, 5) });
  const { request } = await story.voice.ask<{ request: { lines: { id: string }[] } }>(
    'query ($id: ID!) { request(id: $id) { lines { id } } }',
    { id: partly.requestId },
    { token: partly.token },
  );
  await story.claim(story.home(0), partly, 1, { lines: [{ requestLineId: request.lines[0]?.id, quantity: 1 }] });

  // One household, two requests, one code; and a school run that comes back every week.
  const again = await story.post('Ride', '11226', { ...CLINIC, window: story.window('11226', 3) });
  await story.post('Time', '11226', { ...LETTERS, urgency: 'WHENEVER' }, again);
  await story.post('Ride', '11368', {
    ...CLINIC,
    returnLeg: false,
    summary: 'To school in the morning.',
    window: story.window('11368', 1),
    series: { rule: 'FREQ=WEEKLY;BYDAY=TU,TH;COUNT=8' },
  });
  // A coordinator takes in what somebody says on the phone; the other partner reviews whatever it is sent.
  await story.voice.tell(
    'postGroceryRequest',
    {
      ...BASKET,
      place: { postalCode: { country: 'US', code: '10453' } },
      urgency: 'THIS_WEEK',
      acceptance: 'MY_COORDINATOR',
      languages: ['en'],
      handoff: { contactMethod: 'THROUGH_COORDINATOR' },
    },
    '__typename',
    { token: people.coordinator.token },
  );
  await story.voice.tell(
    'postTimeRequest',
    {
      ...LETTERS,
      place: { postalCode: { country: 'US', code: '90022' } },
      urgency: 'WHENEVER',
      acceptance: 'ME',
      languages: ['es'],
      handoff: { contactMethod: 'IN_APP' },
    },
    '__typename',
    { partnerKey: people.otherPublishableKey },
  );
}
