/** A post is decided as a whole, before anything is read or written: who sends it plays no part in it. */
import { allAccepted } from '../../kernel/all-accepted.js';
import { accept, type Decision } from '../../kernel/decision.js';
import { decidePlace, type Place, type PlaceInput } from '../../place/place.js';
import { type DietaryRule, decideGrocery, type GroceryInput, type GroceryPost } from './grocery.js';
import { decideHandoff, type Handoff, type HandoffInput } from './handoff.js';
import { decideMoneyRequest, type MoneyInput, type MoneyPost, type MoneyPurpose } from './money.js';
import { decidePosting, type PostedLine, type Posting, type PostingInput } from './posting.js';
import { accessNeedsOfRide, decideRide, type RideInput, type RidePost } from './ride.js';
import { decideTime, type TimeInput, type TimePost } from './time.js';
import { decideWhen, type When, type WhenInput } from './when.js';

/** What a kind has of its own. */
export type KindInput =
  | ({ readonly kind: 'GROCERY' } & GroceryInput)
  | ({ readonly kind: 'RIDE' } & RideInput)
  | ({ readonly kind: 'MONEY' } & MoneyInput)
  | ({ readonly kind: 'TIME' } & TimeInput);

export type KindDetails =
  | { readonly kind: 'GROCERY'; readonly details: GroceryPost['details'] }
  | { readonly kind: 'RIDE'; readonly details: RidePost['details'] }
  | { readonly kind: 'MONEY'; readonly details: MoneyPost['details'] }
  | { readonly kind: 'TIME'; readonly details: TimePost['details'] };

interface DecidedKind {
  readonly row: KindDetails;
  readonly lines: readonly PostedLine[];
  readonly dietaryRules: readonly DietaryRule[];
  readonly dietaryShown: readonly DietaryRule[];
  readonly purpose: MoneyPurpose | null;
}

export interface PostInput extends PostingInput, WhenInput {
  readonly place: PlaceInput;
  readonly handoff: HandoffInput;
}

export interface DecidedPost extends DecidedKind {
  readonly posting: Posting;
  readonly place: Place;
  readonly when: When;
  readonly handoff: Handoff;
}

/** `publishedZone`: of the area as it will be published; left out while that is not known yet. */
export function decidePost(
  input: PostInput,
  kindInput: KindInput,
  now: Date,
  publishedZone?: string,
): Decision<DecidedPost> {
  const place = decidePlace(input.place);
  if (!place.accepted) return place;
  const when = decideWhen(input, publishedZone ?? place.value.timeZone, now, place.value.timeZone);
  if (!when.accepted) return when;
  const parts = allAccepted({
    posting: decidePosting(input),
    kind: decideKind(kindInput),
    handoff: decideHandoff(input.handoff, when.value.first, now),
  });
  if (!parts.accepted) return parts;
  const { kind, posting, handoff } = parts.value;
  const accessNeeds =
    kind.row.kind === 'RIDE'
      ? accessNeedsOfRide(posting.accessNeeds, kind.row.details.wheelchair)
      : posting.accessNeeds;
  return accept({
    ...kind,
    posting: { ...posting, accessNeeds },
    place: place.value,
    when: when.value,
    handoff,
  });
}

const NOTHING_SEALED = { dietaryRules: [], dietaryShown: [], purpose: null } as const;

function decideKind(input: KindInput): Decision<DecidedKind> {
  switch (input.kind) {
    case 'GROCERY':
      return changed(decideGrocery(input), ({ details, lines, dietaryRules, dietaryShown }) => ({
        row: { kind: 'GROCERY', details },
        lines,
        dietaryRules,
        dietaryShown,
        purpose: null,
      }));
    case 'RIDE':
      return changed(decideRide(input), ({ details, lines }) => ({
        row: { kind: 'RIDE', details },
        lines,
        ...NOTHING_SEALED,
      }));
    case 'MONEY':
      return changed(decideMoneyRequest(input), ({ details, lines, purpose }) => ({
        row: { kind: 'MONEY', details },
        lines,
        ...NOTHING_SEALED,
        purpose,
      }));
    case 'TIME':
      return changed(decideTime(input), ({ details, lines }) => ({
        row: { kind: 'TIME', details },
        lines,
        ...NOTHING_SEALED,
      }));
  }
}

function changed<A, B>(decision: Decision<A>, change: (value: A) => B): Decision<B> {
  return decision.accepted ? accept(change(decision.value)) : decision;
}
