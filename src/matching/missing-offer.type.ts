/** What is missing where nothing serves a request, as the API shows it. */
import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Language } from '../kernel/refusals.js';
import { MissingOffer, missingText } from './domain/missing-offer.js';
import type { Missing } from './find-missing-offer.js';

registerEnumType(MissingOffer, {
  name: 'MissingOffer',
  description:
    'What is missing: the first of these that no open offer has, each among those that have what comes before it.',
  valuesMap: {
    OFFER: { description: 'No offer of this kind reaches it.' },
    SKILL: { description: 'Nobody offers the skill.' },
    FEATURE: { description: 'Nobody has what its access needs ask for.' },
    CHILD_SEATS: { description: 'No vehicle has the child seats.' },
    LANGUAGE: { description: 'Nobody speaks the language that it cannot do without.' },
    TRUST: { description: 'No home has the tier that it asks for.' },
    TIME: { description: 'Nobody can at that time.' },
    FREE_OFFER: { description: 'What fits is taken, or the request has not widened as far as it.' },
    ANSWER: { description: 'Offers could serve it, and nobody has answered yet.' },
  },
});

@ObjectType({
  description:
    'What is missing for a request that nobody takes. Seen by coordinators of the partner that looks after it.',
})
export class MissingForRequest {
  @Field(() => MissingOffer, { description: 'For programs.' })
  missing: MissingOffer;

  @Field(() => String, {
    description:
      'For people, in the language of Accept-Language (en or es). Which access need it is, is told of what was taken in on the phone alone.',
  })
  text: string;

  static from({ missing, of }: Missing, language: Language): MissingForRequest {
    return { missing, text: missingText(missing, of, language) };
  }
}
