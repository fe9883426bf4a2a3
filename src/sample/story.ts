/** A week in the neighbourhood, told over the API: every kind of help, every end a request or a claim can come to. */
import { halfDayAt, halfOf, localDateOf } from '../calendar/half-day.js';
import { placeOfZip } from '../place/postal-code-table.js';
import type { ApiVoice, Voice } from './api-voice.js';
import type { StoryClock } from './story-clock.js';
import type { SampleHome, SamplePeople } from './story-people.js';

type Kind = 'Grocery' | 'Ride' | 'Time' | 'Money';

export interface Family {
  readonly requestId: string;
  readonly token: string;
  readonly zip: string;
}

interface Posted {
  readonly request: { readonly id: string };
  readonly returnCode: string | null;
  readonly session: { readonly token: string } | null;
}

export interface Told {
  readonly returnCodes: readonly string[];
  readonly offerIds: ReadonlyMap<string, readonly string[]>;
}

const FAMILY_HANDOFF = {
  contactMethod: 'SIGNAL',
  contact: '+1 202 555 0142',
  place: 'The entrance beside the laundry, second bell',
  instructions: 'Please ring twice and wait.',
};

export class Story {
  private readonly codes: string[] = [];
  private readonly offers = new Map<string, string[]>();

  constructor(
    readonly voice: ApiVoice,
    readonly people: SamplePeople,
    private readonly clock: StoryClock,
    /** What is posted would wait for a mark of the clock, and the story does not. */
    private readonly publish: () => Promise<unknown>,
  ) {}

  told(): Told {
    return { returnCodes: this.codes, offerIds: this.offers };
  }

  home(at: number): SampleHome {
    const home = this.people.homes[at];
    if (!home) throw new RangeError('the sample has no such home');
    return home;
  }

  /** Half-days of one day, counted from today where the postal code is. */
  window(zip: string, inDays: number, until = inDays) {
    const timeZone = placeOfZip(zip)?.timeZone ?? 'America/New_York';
    const today = Math.floor(halfDayAt(this.clock.now(), timeZone) / 2);
    const date = (days: number) => localDateOf((today + days) * 2);
    return { from: date(inDays), fromHalf: 'MORNING', until: date(until), untilHalf: 'AFTERNOON' };
  }

  /** The afternoon of a day, counted from today where the postal code is. */
  afternoon(zip: string, inDays: number) {
    const { from } = this.window(zip, inDays);
    return { date: from, half: halfOf(1) };
  }

  /** Posts as a family that nobody knows yet, or as one that is signed in. */
  async post(kind: Kind, zip: string, its: object, by?: Family): Promise<Family> {
    const posted = await this.postThrough(kind, zip, its, by ? { token: by.token } : {});
    if (posted.returnCode !== null && posted.session !== null) this.codes.push(posted.returnCode);
    return { requestId: posted.request.id, token: posted.session?.token ?? by?.token ?? '', zip };
  }

  /** Posts as whoever the voice is: a coordinator, or a partner's frontend. */
  async postThrough(kind: Kind, zip: string, its: object, voice: Voice): Promise<Posted> {
    const input = {
      place: { postalCode: { country: 'US', code: zip } },
      urgency: 'THIS_WEEK',
      acceptance: 'ME',
      languages: ['es'],
      handoff: FAMILY_HANDOFF,
      ...its,
    };
    const posted = await this.voice.tell<Posted>(
      `post${kind}Request`,
      input,
      '... on RequestPosted { request { id } returnCode session { token } }',
      voice,
    );
    await this.publish();
    return posted;
  }

  async offer(home: SampleHome, kind: Kind, its: object): Promise<string> {
    const input = { place: { postalCode: { country: 'US', code: home.zip } }, ...its };
    const { offer } = await this.voice.tell<{ offer: { id: string } }>(
      `post${kind}Offer`,
      input,
      '... on OfferPosted { offer { id } }',
      { token: home.token },
    );
    this.offers.set(home.homeId, [...(this.offers.get(home.homeId) ?? []), offer.id]);
    return offer.id;
  }

  /** A home claims all, or the named part, of a request for an afternoon. */
  async claim(home: SampleHome, family: Family, inDays: number, its: object = {}): Promise<string> {
    const { claim } = await this.voice.tell<{ claim: { id: string } }>(
      'claimRequest',
      { requestId: family.requestId, plannedFor: this.afternoon(family.zip, inDays), ...its },
      '... on ClaimPlaced { claim { id } }',
      { token: home.token },
    );
    return claim.id;
  }

  /** Claimed, and the family says yes. */
  async agree(...[home, family, inDays, its]: Parameters<Story['claim']>): Promise<string> {
    const claimId = await this.claim(home, family, inDays, its);
    await this.as(family.token, 'acceptClaim', { claimId });
    return claimId;
  }

  async as(token: string, mutation: string, input: object): Promise<void> {
    await this.voice.tell(mutation, input, '__typename', { token });
  }
}
