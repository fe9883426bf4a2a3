/** The stories of the explorer, a tab for each step, in the order in which it happens: from left to right they run without a word typed. */
import { dayOf, localDateAt, localDateOfDay } from '../calendar/half-day.js';
import { tellOfAllThatIsAround } from './all-around-story.js';
import { tellOfMatches } from './match-story.js';
import { tellOfMoney } from './money-story.js';
import { tellOfARide } from './ride-story.js';
import type { SampleTokens } from './sample-access.js';
import { from, type Speakers, type Story } from './story.js';

const TIME_ZONE = 'America/New_York';

/** `tokens`: the sample's; without them the tabs say what to put in their headers. */
export function tellStories(tokens: SampleTokens | null, now: Date): readonly Story[] {
  const speakers: Speakers = {
    // A family may post on its own too: then the host partner looks after it.
    frontend: tokens ? { 'X-Partner-Key': tokens.publishableKey } : {},
    home: bearer(tokens?.homeToken ?? 'the token that signIn gives a home'),
    family: bearer(from('familyToken')),
    coordinator: bearer(tokens?.coordinatorToken ?? 'the token that signIn gives a coordinator'),
  };
  const tomorrow = localDateOfDay(dayOf(localDateAt(now, TIME_ZONE)) + 1);
  return [
    ...tellOfARide(speakers, tomorrow),
    ...tellOfAllThatIsAround(speakers, tomorrow),
    ...tellOfMoney(speakers, now.getUTCFullYear()),
    ...tellOfMatches(speakers, tomorrow),
  ];
}

function bearer(token: string): Story['headers'] {
  return { Authorization: `Bearer ${token}` };
}
