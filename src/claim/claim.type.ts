/** Claims as the API shows them, to those who are part of them. */
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { HalfDayOfType } from '../calendar/window.type.js';
import type { HelpKind as HelpKindWord } from '../kernel/help.js';
import type { Viewer } from '../kernel/viewer.js';
import { OfferLine } from '../offer/offer.type.js';
import { connectionOf } from '../platform/graphql/connection.type.js';
import { resultUnion } from '../platform/graphql/result-union.js';
import { DateTimeScalar, TimeZoneScalar } from '../platform/graphql/scalars.js';
import { HelpKind } from '../platform/graphql/words.type.js';
import { RequestLine } from '../request/request.type.js';
import type { ClaimRecord } from './claim-record.js';
import { ClaimShape, ClaimStatus, ConfirmedBy, EndReason, Party } from './claim-words.type.js';
import { type ClaimState, effectiveStatus } from './domain/claim.js';
import { waitingFor } from './domain/consents.js';

@ObjectType({ description: 'One line of a claim. Seen by whoever sees the claim.' })
export class ClaimLine {
  @Field(() => RequestLine, {
    nullable: true,
    description: 'What of the request it serves. Null when you do not see the request, and in a giving claim.',
  })
  requestLine: RequestLine | null;

  @Field(() => Int, { description: "How much was claimed, in the line's unit." })
  quantity: number;

  @Field(() => Int, { nullable: true, description: 'How much came, once something was delivered.' })
  delivered: number | null;

  @Field(() => OfferLine, {
    nullable: true,
    description: 'What of the offer it takes from. Null in a receiving claim.',
  })
  offerLine: OfferLine | null;

  @Field(() => Int, {
    description: 'How much it takes there: of groceries one run for all lines, told with the first.',
  })
  offerQuantity: number;
}

@ObjectType({ description: 'What one side of a claim wrote to the other.' })
export class Message {
  @Field(() => ID, { description: 'Random.' })
  id: string;

  @Field(() => Party, { description: 'Who wrote it: HOME or FAMILY.' })
  author: keyof typeof Party;

  @Field(() => String, { nullable: true, description: 'What it says. Null when it does not open any more.' })
  text: string | null;

  @Field(() => HalfDayOfType, { description: 'When, in the time zone of the claim.' })
  writtenOn: HalfDayOfType;
}

export const MessageConnection = connectionOf<Message>('Message', () => Message);

@ObjectType({
  description:
    '(Part of) an offer is taken for (part of) a request. Seen by the home and the family, and by coordinators of the partner that looks after it; it does not exist for anybody else. Money is two claims that know nothing of each other.',
})
export class Claim {
  /** Not in the schema: what the fields that are read on asking start from. */
  record: ClaimRecord;

  @Field(() => ID, { description: 'Random.' })
  id: string;

  @Field(() => HelpKind, { description: 'Which of the four kinds of help.' })
  kind: HelpKindWord;

  @Field(() => ClaimShape, { description: 'What it joins.' })
  shape: keyof typeof ClaimShape;

  @Field(() => ClaimStatus, { description: 'Where it stands now.' })
  status: keyof typeof ClaimStatus;

  @Field(() => Party, { description: 'Who proposed it.' })
  proposedBy: keyof typeof Party;

  @Field(() => [Party], {
    description:
      'Whose yes is still missing. Empty once it is accepted, or over. FAMILY stands here as well when its request says ANY_TRUSTED_HOME and the home is not TRUSTED.',
  })
  waitingFor: (keyof typeof Party)[];

  @Field(() => HalfDayOfType, { description: 'For when it is planned, in its time zone.' })
  plannedFor: HalfDayOfType;

  @Field(() => TimeZoneScalar, { description: "The time zone of the request's place; of a giving claim, the offer's." })
  timeZone: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it lapses, unless somebody moves it on before. Null once it was delivered, or is over.',
  })
  leaseEndsAt: Date | null;

  @Field(() => Boolean, { description: 'Whether the home has taken the half day more that it may take once.' })
  extended: boolean;

  @Field(() => ConfirmedBy, { nullable: true, description: 'Who confirmed it. Null unless it is CONFIRMED.' })
  confirmedBy: keyof typeof ConfirmedBy | null;

  @Field(() => EndReason, {
    nullable: true,
    description:
      'Why it was released or cancelled: read by the side that did it, and by coordinators. Null for the other side, and for other ends.',
  })
  endReason: keyof typeof EndReason | null;

  static from(record: ClaimRecord, viewer: Viewer, now: Date): Claim {
    const { state } = record;
    const status = effectiveStatus(state, now);
    const isOver = status !== 'PROPOSED' && status !== 'ACCEPTED';
    return Object.assign(new Claim(), {
      record,
      id: record.id,
      kind: state.kind,
      shape: state.shape,
      status,
      proposedBy: state.proposedBy,
      waitingFor: status === 'PROPOSED' ? [...waitingFor(state)] : [],
      plannedFor: HalfDayOfType.from(record.plannedHalf),
      timeZone: record.plannedTimeZone,
      leaseEndsAt: isOver ? null : state.leaseEndsAt,
      extended: state.extended,
      confirmedBy: confirmedBy(state, status),
      endReason: mayReadReason(viewer, state) ? state.endReason : null,
    });
  }
}

@ObjectType({ description: 'The claim is placed: its quantities are held from now on.' })
export class ClaimPlaced {
  @Field(() => Claim, { description: 'The claim: PROPOSED, or ACCEPTED when every yes was given beforehand.' })
  claim: Claim;
}

@ObjectType({ description: 'The claim has moved on.' })
export class ClaimMoved {
  @Field(() => Claim, { description: 'The claim as it stands now.' })
  claim: Claim;
}

export const ClaimResult = resultUnion('ClaimResult', ClaimPlaced, 'The claim, or why there is none.');
export const ClaimStepResult = resultUnion('ClaimStepResult', ClaimMoved, 'The claim, or why it did not move.');

/** A confirmation that the clock brought, whether or not a sweep has written it. */
function confirmedBy(state: ClaimState, status: keyof typeof ClaimStatus): keyof typeof ConfirmedBy | null {
  return status === 'CONFIRMED' ? (state.confirmedBy ?? 'SILENCE') : null;
}

/** Why a home let go, or why a family did, is not the other's to know: a home must not learn that it was blocked. */
function mayReadReason(viewer: Viewer, { status }: ClaimState): boolean {
  if (viewer.kind === 'HOME') return status === 'RELEASED';
  return viewer.kind === 'COORDINATOR' || (viewer.kind === 'FAMILY' && status === 'CANCELLED');
}
