/** What happens in the sample's week, day by day. What happens on one day happens at once: hashing return codes takes a while. */
import { driveOfAHome, fundStands, rentAndGroceriesOutOfAFund } from './funds.js';
import { attendanceIsTaken, eveningThatWas, trainingAndAction } from './gatherings.js';
import type { Story } from './story.js';
import {
  basketByPhone,
  basketInDispute,
  basketInParts,
  basketJustDelivered,
  basketThatEndsWell,
  familyThatAsksTwice,
  homeThatHasDeclared,
  lettersReadInSilence,
  needThatWaitsForReview,
  needThatWasEnough,
  needThatWentAway,
  proposalThatWaits,
  rentThroughThePartner,
  rideAboutToHappen,
  rideThatExpires,
  rideThatFindsNobody,
  rideThatWasCancelled,
  schoolRunEveryWeek,
  wordsThatWait,
} from './vignettes.js';

export const STORY_LASTS_HOURS = 6 * 24;

/** `pass` lets hours go by, with the sweeps that run meanwhile. */
export async function tellStory(story: Story, pass: (hours: number) => Promise<void>): Promise<void> {
  const moneyOffer = await offersStand(story);
  const evening = await eveningThatWas(story);
  const fundId = await fundStands(story);
  await Promise.all(
    [
      homeThatHasDeclared,
      basketThatEndsWell,
      rideThatFindsNobody,
      lettersReadInSilence,
      needThatWentAway,
      rideThatExpires,
      driveOfAHome,
    ].map((tale) => tale(story)),
  );
  await pass(24);
  await Promise.all([
    rentThroughThePartner(story, moneyOffer),
    rentAndGroceriesOutOfAFund(story, fundId),
    rideThatWasCancelled(story),
    basketInDispute(story, 'RETURNED'),
    basketInDispute(story, null),
    needThatWasEnough(story),
  ]);
  await pass(STORY_LASTS_HOURS - 24);
  await attendanceIsTaken(story, evening);
  await Promise.all(
    [
      rideAboutToHappen,
      proposalThatWaits,
      basketJustDelivered,
      basketInParts,
      familyThatAsksTwice,
      schoolRunEveryWeek,
      basketByPhone,
      needThatWaitsForReview,
      wordsThatWait,
      trainingAndAction,
    ].map((tale) => tale(story)),
  );
}

/** One standing offer of every home, and some that stand no more. Answers the offer of money. */
async function offersStand(story: Story): Promise<string> {
  const halves = ['MORNING', 'AFTERNOON'];
  const recurrence = { rule: 'FREQ=WEEKLY;BYDAY=MO,WE,FR,SA', from: story.window('11226', 0).from, halves };
  const standing = [
    ['Ride', { reachKm: 15, seats: 4, returnTrip: true, refill: 'PER_OCCURRENCE' }],
    ['Grocery', { reachKm: 10, runs: 2, refill: 'WEEKLY' }],
    ['Time', { reachKm: 10, minutes: 240, skills: ['PAPERWORK', 'TUTORING'], modes: ['IN_PERSON'], refill: 'MONTHLY' }],
  ] as const;
  for (const [at, home] of story.people.homes.entries()) {
    const [kind, its] = standing[at % standing.length] ?? standing[0];
    await story.offer(home, kind, { ...its, languages: at % 2 === 0 ? ['en', 'es'] : ['en'], recurrence });
  }
  const once = (zip: string, inDays: number) => ({ reachKm: 5, refill: 'ONCE', windows: [story.window(zip, inDays)] });
  const paused = await story.offer(story.home(4), 'Grocery', { ...once('90022', 8), runs: 1 });
  await story.as(story.home(4).token, 'pauseOffer', { offerId: paused });
  const withdrawn = await story.offer(story.home(5), 'Ride', { ...once('60623', 3), seats: 2, returnTrip: false });
  await story.as(story.home(5).token, 'withdrawOffer', { offerId: withdrawn });
  // Over by the time the story ends.
  await story.offer(story.home(6), 'Ride', { ...once('98118', 1), seats: 2, returnTrip: false });
  return story.offer(story.home(0), 'Money', { amount: { minor: 80_000, currency: 'USD' }, refill: 'ONCE' });
}
