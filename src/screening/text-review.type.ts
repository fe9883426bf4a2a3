/** How words fare, as the API shows it to whoever wrote them and to the coordinators who read them first. */
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, IsOptional, MaxLength } from 'class-validator';
import { localDateOf } from '../calendar/half-day.js';
import type { Language } from '../kernel/refusals.js';
import { words } from '../kernel/words.js';
import { LocalDateScalar } from '../platform/graphql/scalars.js';
import { reasonText, reasonTexts, stateTexts } from './reason-texts.js';
import { type KeptReason, ReturnReason, type Screen, TextReason } from './text-reason.js';
import { type ReviewFacts, reasonsFor, TextState } from './text-review.js';

registerEnumType(TextState, {
  name: 'TextState',
  description: 'Whether words are shown. What they are about is open either way.',
  valuesMap: {
    SHOWN: { description: 'All of them are shown.' },
    WAITING: { description: 'Some of them wait for a coordinator; the rest is shown.' },
    RETURNED: { description: 'A coordinator asks for other words in place of some; the rest is shown.' },
  },
});

registerEnumType(TextReason, {
  name: 'TextReason',
  description:
    'Why words wait or came back. The screening says the first fourteen, a coordinator those of ReturnReason. More may come: show the message of those that you do not know.',
  valuesMap: Object.fromEntries(
    Object.values(TextReason).map((reason) => [reason, { description: reasonTexts[reason].en }]),
  ),
});

registerEnumType(ReturnReason, {
  name: 'ReturnReason',
  description:
    'Why a coordinator gives words back. Of what the screening finds in them, whoever wrote them reads as well.',
  valuesMap: Object.fromEntries(
    Object.values(ReturnReason).map((reason) => [reason, { description: reasonTexts[reason].en }]),
  ),
});

export const TextField = words('SUMMARY', 'ITEM_NAME', 'ITEM_NOTE', 'OFFER_NOTE');
export type TextField = keyof typeof TextField;

registerEnumType(TextField, {
  name: 'TextField',
  description: 'Which text is meant.',
  valuesMap: {
    SUMMARY: { description: 'The summary of a request.' },
    ITEM_NAME: { description: 'What an item of groceries is called.' },
    ITEM_NOTE: { description: 'The note on an item of groceries.' },
    OFFER_NOTE: { description: 'The note of an offer.' },
  },
});

@ObjectType({
  description: 'A text that nobody else reads for now. Only for whoever wrote it and coordinators who review it.',
})
export class HeldText {
  @Field(() => TextField, { description: 'Which text.' })
  field: TextField;

  @Field(() => ID, { nullable: true, description: 'The line of the item; null for a summary or the note of an offer.' })
  lineId: string | null;

  @Field(() => String, { nullable: true, description: 'The text itself, as it was written.' })
  text: string | null;

  @Field(() => [TextReason], {
    description: 'Why, as codes. What a coordinator said is kept for 30 days; the text is held for longer.',
  })
  reasons: readonly TextReason[];

  @Field(() => String, { description: 'Why, in the language of Accept-Language (en or es).' })
  message: string;

  static of(
    field: TextField,
    { lineId, text, kept }: Pick<HeldText, 'lineId' | 'text'> & { readonly kept: readonly KeptReason[] },
    { screen, language }: { readonly screen: Screen; readonly language: Language },
  ): HeldText {
    const reasons = reasonsFor(text, kept, screen);
    return { field, lineId, text, reasons, message: reasonText(reasons, language) };
  }
}

@ObjectType({
  description: 'Whether words are shown to others, and why not. Only for whoever wrote them and for coordinators.',
})
export class TextReview {
  @Field(() => TextState, { description: 'Where the words stand.' })
  state: TextState;

  @Field(() => String, {
    description: 'The same in words, and what happens next, in the language of Accept-Language (en or es).',
  })
  message: string;

  @Field(() => [TextReason], {
    description: 'All reasons of all texts that are held, each once; empty when all are shown.',
  })
  reasons: readonly TextReason[];

  @Field(() => Int, {
    description:
      'Which reading of the words this is, for approveText and returnText: it grows when they are changed or reviewed.',
  })
  revision: number;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day, in UTC, since which they wait or have been returned; null when all are shown.',
  })
  since: string | null;

  @Field(() => [HeldText], { description: 'The texts that are held, one by one.' })
  texts: readonly HeldText[];

  static of(
    { state, revision, half }: ReviewFacts & { half: number | null },
    texts: readonly HeldText[],
    language: Language,
  ): TextReview {
    const reasons = [...new Set(texts.flatMap((text) => text.reasons))];
    const since = half === null ? null : localDateOf(half);
    return { state, message: stateTexts[state][language], revision, reasons, since, texts };
  }
}

@InputType({ description: 'One text of a request.' })
export class TextOfRequestInput {
  @Field(() => TextField, { description: 'SUMMARY, ITEM_NAME or ITEM_NOTE.' })
  field: TextField;

  @Field(() => ID, { nullable: true, description: 'The line of the item; left out for the summary.' })
  @IsOptional()
  @MaxLength(60)
  lineId?: string | null;
}

@InputType({ isAbstract: true })
export abstract class ReviewInput {
  @Field(() => Int, { description: 'The `revision` that you have read. TEXT_CHANGED when there is a newer one.' })
  revision: number;
}

@InputType({ isAbstract: true })
export abstract class ReturnInput extends ReviewInput {
  @Field(() => [ReturnReason], { description: 'Why, 1 to 4 of them. Whoever wrote the words reads them.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(4)
  reasons: ReturnReason[];
}
