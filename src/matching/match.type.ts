/** A match as the API shows it: that an offer could serve a request, how it compares, and why, in words. */
import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Language } from '../kernel/refusals.js';
import { words } from '../kernel/words.js';
import { Offer } from '../offer/offer.type.js';
import { HelpRequest } from '../request/request.type.js';
import { type MatchReasonCode, reasonText, speaksFor } from './domain/reasons.js';

const MatchReasonCodeEnum = words(
  'NEEDED_TODAY',
  'NEEDED_THIS_WEEK',
  'WAITING',
  'CLOSE_BY',
  'MAY_BE_BEYOND_REACH',
  'WITHIN_REACH',
  'WHOLE_WINDOW',
  'PART_OF_WINDOW',
  'SERVES_ALL',
  'SERVES_PART',
  'COMMON_LANGUAGE',
  'NO_COMMON_LANGUAGE',
  'SAME_CIRCLE',
  'LINKED_CIRCLE',
  'NEEDS_NO_COORDINATOR',
  'WAITS_FOR_COORDINATOR',
) satisfies Readonly<Record<MatchReasonCode, MatchReasonCode>>;

registerEnumType(MatchReasonCodeEnum, {
  name: 'MatchReasonCode',
  description: 'Why a match was suggested, for programs.',
  valuesMap: {
    NEEDED_TODAY: { description: 'The request is for today.' },
    NEEDED_THIS_WEEK: { description: 'The request is for this week.' },
    WAITING: { description: 'The request has waited for three days or more.' },
    CLOSE_BY: { description: 'The middle of the published area is in the cell of the offer or next to it.' },
    MAY_BE_BEYOND_REACH: {
      description:
        'The offer reaches a part of the published area, but not its middle: the family may live farther away.',
    },
    WITHIN_REACH: { description: 'The offer reaches the middle of the published area.' },
    WHOLE_WINDOW: { description: 'The offer covers all of the time that is asked for, or no time was asked for.' },
    PART_OF_WINDOW: { description: 'The offer covers a part of the time that is asked for.' },
    SERVES_ALL: { description: 'The offer has enough for everything that is still needed.' },
    SERVES_PART: { description: 'The offer has enough for a part of what is still needed.' },
    COMMON_LANGUAGE: { description: 'The two have a language in common.' },
    NO_COMMON_LANGUAGE: { description: 'The two may have no language in common.' },
    SAME_CIRCLE: { description: 'The home is in a circle of the partner that looks after the request.' },
    NEEDS_NO_COORDINATOR: {
      description: "No coordinator is on duty: offers that need no coordinator's yes come before those that do.",
    },
    WAITS_FOR_COORDINATOR: {
      description: 'No coordinator is on duty, and a claim would wait until one says yes.',
    },
    LINKED_CIRCLE: { description: 'The home is in a circle that is linked to it.' },
  },
});

@ObjectType({ description: 'One reason for or against a match, in a code and in words.' })
export class MatchReason {
  @Field(() => MatchReasonCodeEnum, { description: 'For programs.' })
  code: MatchReasonCode;

  @Field(() => String, { description: 'For people, in the language of Accept-Language (en or es).' })
  text: string;

  @Field(() => Boolean, { description: 'Whether it speaks for the match; otherwise it speaks against it.' })
  speaksFor: boolean;

  static from(code: MatchReasonCode, language: Language): MatchReason {
    return { code, text: reasonText(code, language), speaksFor: speaksFor(code) };
  }
}

@ObjectType({
  description:
    'An offer that could serve a request: every hard condition is met. Seen by whoever may ask for suggestions.',
})
export class Match {
  @Field(() => HelpRequest, { description: 'The request, as far as you may see it.' })
  request: HelpRequest;

  @Field(() => Offer, { description: 'The offer, as far as you may see it.' })
  offer: Offer;

  @Field(() => Int, { description: 'The place in this list, from 1 on. Nothing else is told of how it was reckoned.' })
  rank: number;

  @Field(() => Boolean, {
    description:
      'Whether this list is proved to be the best of all there are. False where there is so much around that not each was compared: those that are shown are the best of what was looked at, the nearest, most pressing and most reliable first.',
  })
  isExact: boolean;

  @Field(() => [MatchReason], {
    description: 'What speaks for it, then what speaks against it, the weightiest first in each.',
  })
  reasons: MatchReason[];
}
