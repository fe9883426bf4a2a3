/** The catalogue as the API shows it, in the language of the call. */
import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Language } from '../kernel/refusals.js';
import { LocalDateScalar, LocaleScalar } from '../platform/graphql/scalars.js';
import { Audience, inLanguage, MaterialKind, Practice, type Step } from './domain/step.js';

registerEnumType(Practice, {
  name: 'SanctuaryPractice',
  description: 'The seven practices of a sanctuary home.',
  valuesMap: {
    LIVING_OUR_VALUES: { description: 'A home in which everybody is treated with dignity.' },
    LEARNING_OUR_RIGHTS: { description: 'Knowing the rights that all have, such as the 4th and 5th Amendments give.' },
    FAIR_EMPLOYMENT: { description: 'Being a fair employer of whoever works in the home.' },
    GIVING: { description: 'Money, time, groceries, rides.' },
    EXTENDING_SOLIDARITY: { description: 'To everybody who is a target, immigrants and others.' },
    ORGANIZING: { description: 'Widening circles: conversations, officials, campaigns.' },
    TRAINING: { description: 'Rapid response and community defence.' },
  },
});
registerEnumType(Audience, {
  name: 'StepAudience',
  description: 'Whom a step is meant for.',
  valuesMap: {
    EVERYONE: { description: 'Every home.' },
    EMPLOYERS: {
      description: 'Homes in which a nanny, a housecleaner, a home attendant or another domestic worker is employed.',
    },
  },
});
registerEnumType(MaterialKind, {
  name: 'StepMaterialKind',
  description: 'What a material is for.',
  valuesMap: {
    CONVERSATION_GUIDE: { description: 'Questions that lead a conversation.' },
    INVITATION: { description: 'Words to invite with.' },
    SIGN: { description: 'A text for a door or a window.' },
    LETTER: { description: 'A letter with gaps to fill in.' },
    SCRIPT: { description: 'Words to say aloud, or to practise.' },
    CHECKLIST: { description: 'Things to go through one by one.' },
    CARD: { description: 'To keep by the door or in a wallet.' },
    AGREEMENT: { description: 'An agreement with gaps to fill in.' },
  },
});

@ObjectType({ description: 'Material that comes with a step. Seen by whoever sees the step.' })
export class StepMaterial {
  @Field(() => MaterialKind, { description: 'What it is for.' })
  kind: MaterialKind;

  @Field(() => String, { description: 'Its title.' })
  title: string;

  @Field(() => String, {
    description: 'Plain text; an empty line parts two paragraphs. Gaps to fill in are in [brackets].',
  })
  text: string;
}

@ObjectType({
  description:
    'A step that a home may take. Those that ship are for everybody; those of a partner for its homes, its coordinators and its frontends.',
})
export class CommitmentStep {
  @Field(() => ID, { description: 'For markStep and remindMe. It stays the same from version to version.' })
  id: string;

  @Field(() => Practice, { description: 'Which practice it belongs to.' })
  practice: Practice;

  @Field(() => Audience, { description: 'Whom it is meant for.' })
  audience: Audience;

  @Field(() => Int, { description: 'The version of its words, in any of its languages.' })
  version: number;

  @Field(() => LocaleScalar, {
    description:
      'The language that the words below are in: that of Accept-Language (en or es), else English, else what there is.',
  })
  language: Language;

  @Field(() => [LocaleScalar], { description: 'All languages that it is written in.' })
  languages: Language[];

  @Field(() => String, { description: 'Its title.' })
  title: string;

  @Field(() => String, { description: 'What it is, in a sentence or two.' })
  summary: string;

  @Field(() => String, { description: 'How to go about it. Plain text; an empty line parts two paragraphs.' })
  body: string;

  @Field(() => [StepMaterial], { description: 'Material to use: guides, letters, signs, checklists. Often none.' })
  materials: StepMaterial[];

  @Field(() => String, {
    description:
      'Who has reviewed this version: editors of the catalogue, or the partner, by a coordinator other than the author.',
  })
  reviewedBy: string;

  @Field(() => LocalDateScalar, { description: 'The day of the review, in UTC.' })
  reviewedOn: string;

  @Field(() => String, {
    nullable: true,
    description: 'The name of the partner that added it; null for a step that ships.',
  })
  partner: string | null;
}

@ObjectType({ description: 'The steps of one practice. Read by anybody.' })
export class CataloguePractice {
  @Field(() => Practice, { description: 'Which practice.' })
  practice: Practice;

  @Field(() => String, { description: 'Its name.' })
  title: string;

  @Field(() => String, { description: 'What it is about.' })
  about: string;

  @Field(() => [CommitmentStep], {
    description: 'Those that ship first, then those of the partner, in the order in which it added them.',
  })
  steps: CommitmentStep[];
}

@ObjectType({ description: 'What a sanctuary home does, as a catalogue to work through. Read by anybody.' })
export class CommitmentCatalogue {
  @Field(() => Int, { description: 'The version of what ships: it goes up whenever any of its steps does.' })
  version: number;

  @Field(() => LocalDateScalar, { description: 'The day on which that version was released.' })
  releasedOn: string;

  @Field(() => String, {
    description: 'To be shown with every step: that it is general information and not legal advice.',
  })
  notice: string;

  @Field(() => [CataloguePractice], { description: 'All seven, or the one that was asked for.' })
  practices: CataloguePractice[];
}

export function commitmentStepOf({ texts, ...step }: Step, asked: Language): CommitmentStep {
  const { language, text } = inLanguage(texts, asked);
  const { id, practice, audience, version, reviewedBy, reviewedOn, partner } = step;
  return {
    ...{ id, practice, audience, version, reviewedBy, reviewedOn, partner, language },
    languages: (['en', 'es'] as const).filter((its) => texts[its]),
    ...{ title: text.title, summary: text.summary, body: text.body },
    materials: [...text.materials],
  };
}

export { Audience, MaterialKind, Practice };
