/** The coordinators' queue over GraphQL. */
import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, IsEnum, IsOptional, MaxLength } from 'class-validator';
import { HalfDayOfType } from '../calendar/window.type.js';
import { words } from '../kernel/words.js';
import { connectionOf } from '../platform/graphql/connection.type.js';
import { PageArgs } from '../platform/graphql/page.args.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { WaitingKind, WaitingSubject } from './domain/waiting.js';

registerEnumType(WaitingKind, {
  name: 'WaitingKind',
  description: 'What waits for a coordinator, and what ends the wait.',
  valuesMap: {
    REQUEST_TO_REVIEW: { description: 'A request that is held as a whole: approveRequest.' },
    TEXT_TO_REVIEW: { description: 'Words of a request: approveText or returnText.' },
    OFFER_TEXT_TO_REVIEW: { description: 'The note of an offer: approveOfferText or returnOfferText.' },
    FIRST_CONTACT: {
      description: 'A claim that needs a coordinator’s yes, of a new home for one: approveClaim or declineClaim.',
    },
    REPORT: { description: 'A concern that somebody reported: settleReport.' },
    DISPUTE: { description: 'A delivery that is disputed: settleDispute.' },
    NO_SHOW: {
      description: 'Nobody came, and nobody else has taken it on. Ends with a new claim, putAside, or after 14 days.',
    },
    LAPSED_LEASE: {
      description:
        'An accepted claim ran out of time, and nobody else has taken it on. Ends with a new claim, putAside, or after 14 days.',
    },
    UNMATCHED: {
      description:
        'Nobody has claimed the request for half a day (TODAY), two days (THIS_WEEK) or five (WHENEVER), or its time is near. Ends with a claim; putAside hides it for three days.',
    },
    INTAKE_TO_TAKE_OVER: {
      description:
        'Nobody speaks for the family: whoever took it in has left, or takes nobody in any more. takeOverRequest.',
    },
    HOME_TO_VOUCH: { description: 'A home that nobody vouches for: vouchForHome.' },
    HOME_TO_REEXAMINE: {
      description: 'A home that lost the vouches it stood on: vouchForHome, or leaveUnvouched.',
    },
    HOME_TO_REVIEW: { description: 'A home that is paused: unpauseHome.' },
    REIMBURSEMENT: {
      description: 'What a home asks back for a claim: acceptReimbursement or declineReimbursement.',
    },
    AREAS_TO_AGREE: {
      description:
        'Another partner names areas in which it wants to look after requests: settleAreas. Of the host partner.',
    },
  },
});

registerEnumType(WaitingSubject, {
  name: 'WaitingSubject',
  description: 'What something that waits is about.',
  valuesMap: {
    REQUEST: { description: 'A request that your partner looks after.' },
    CLAIM: { description: 'A claim on such a request.' },
    OFFER: { description: 'An offer of a home of your partner.' },
    REPORT: { description: 'A concern.' },
    HOME: { description: 'A home of your partner.' },
    PARTNER: { description: 'Another partner.' },
  },
});

export const WaitingAssigned = words('ME', 'NOBODY');
export type WaitingAssigned = keyof typeof WaitingAssigned;
registerEnumType(WaitingAssigned, {
  name: 'WaitingAssigned',
  description: 'Whose it is.',
  valuesMap: { ME: { description: 'Yours.' }, NOBODY: { description: 'Nobody has taken it.' } },
});

@ObjectType({
  description: 'A note beside something that waits. Coordinators of the partner read it, nobody else ever.',
})
export class QueueNote {
  @Field(() => ID, { description: 'Random.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'What was noted. Null when it cannot be opened any more.' })
  text: string | null;

  @Field(() => ID, { description: 'The coordinator who wrote it.' })
  coordinatorId: string;

  @Field(() => HalfDayOfType, { description: 'The half-day in which it was written, in UTC.' })
  writtenOn: HalfDayOfType;
}

@ObjectType({
  description: 'Something that waits for a coordinator. Only coordinators of the partner that looks after it see it.',
})
export class WaitingItem {
  @Field(() => WaitingKind, { description: 'What it waits for.' })
  kind: WaitingKind;

  @Field(() => WaitingSubject, { description: 'What it is about.' })
  subjectKind: WaitingSubject;

  @Field(() => ID, { description: 'The request, claim, offer, report, home or partner that it is about.' })
  subjectId: string;

  @Field(() => HalfDayOfType, { description: 'The half-day since which it waits, in UTC.' })
  since: HalfDayOfType;

  @Field(() => ID, { nullable: true, description: 'The coordinator who has taken it; null while nobody has.' })
  assignedTo: string | null;

  @Field(() => Boolean, { description: 'Whether that is you.' })
  isMine: boolean;

  @Field(() => [QueueNote], { description: 'Notes of coordinators, the oldest first, kept for 30 days.' })
  notes: QueueNote[];
}

export const WaitingItemConnection = connectionOf<WaitingItem>('WaitingItem', () => WaitingItem);

@InputType({ description: 'Which part of the queue. What is left out excludes nothing.' })
export class WaitingFilter {
  @Field(() => [WaitingKind], { nullable: true, description: 'Only these kinds.' })
  @IsOptional()
  @ArrayMaxSize(20)
  @IsEnum(WaitingKind, { each: true })
  kinds?: WaitingKind[] | null;

  @Field(() => WaitingAssigned, { nullable: true, description: 'Only what is yours, or nobody’s.' })
  @IsOptional()
  @IsEnum(WaitingAssigned)
  assigned?: WaitingAssigned | null;
}

@ArgsType()
export class WaitingArgs extends PageArgs {
  @Field(() => WaitingFilter, { nullable: true, description: 'Which part of the queue.' })
  @IsOptional()
  filter?: WaitingFilter | null;
}

@InputType({ description: 'Something that waits, and who takes it.' })
export class AssignWaitingInput {
  @Field(() => WaitingKind, { description: 'As the queue shows it.' })
  @IsEnum(WaitingKind)
  kind: WaitingKind;

  @Field(() => ID, { description: 'As the queue shows it.' })
  @MaxLength(60)
  subjectId: string;

  @Field(() => ID, {
    nullable: true,
    description: 'A coordinator of your partner; left out: you. Null: nobody, if it is yours.',
  })
  @IsOptional()
  @MaxLength(60)
  coordinatorId?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Take it also from the coordinator who has it. Without it, something that somebody has is WRONG_STATE.',
  })
  instead: boolean;
}

@InputType({ description: 'Something that waits, and has been looked at.' })
export class PutAsideInput {
  @Field(() => WaitingKind, {
    description: 'UNMATCHED, NO_SHOW or LAPSED_LEASE; WRONG_STATE for what is ended by doing it.',
  })
  @IsEnum(WaitingKind)
  kind: WaitingKind;

  @Field(() => ID, { description: 'As the queue shows it.' })
  @MaxLength(60)
  subjectId: string;
}

@InputType({ description: 'A note beside something that waits.' })
export class NoteOnWaitingInput {
  @Field(() => WaitingKind, { description: 'As the queue shows it.' })
  @IsEnum(WaitingKind)
  kind: WaitingKind;

  @Field(() => ID, { description: 'As the queue shows it.' })
  @MaxLength(60)
  subjectId: string;

  @Field(() => String, {
    description:
      'At most 1000 characters, for coordinators of your partner alone. Sealed, and gone after 30 days or with the request. At most 50 notes beside one thing (TOO_MANY_ATTEMPTS).',
  })
  @MaxLength(4_000)
  text: string;
}

@ObjectType({ description: 'What waits, as it stands now.' })
export class WaitingChanged {
  @Field(() => WaitingItem, { description: 'What waits.' })
  waiting: WaitingItem;
}

export const WaitingResult = resultUnion('WaitingResult', WaitingChanged, 'As it stands now, or why nothing changed.');
