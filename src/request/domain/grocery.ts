/** A grocery request is a shopping list for a household: what, how much, for how many, who pays, and where to leave it. */
import { allAccepted, eachAccepted } from '../../kernel/all-accepted.js';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { decideMoney, type Money } from '../../kernel/money.js';
import { decideOptionalText, decideRequiredText } from '../../kernel/plain-text.js';
import { decideQuantity, type GroceryUnit } from '../../kernel/quantity.js';
import { words } from '../../kernel/words.js';
import { inOrder, type PostedLine } from './posting.js';

export const DietaryRule = words(
  'HALAL',
  'KOSHER',
  'VEGETARIAN',
  'VEGAN',
  'GLUTEN_FREE',
  'NUT_FREE',
  'LACTOSE_FREE',
  'DIABETIC',
  'LOW_SODIUM',
);
export type DietaryRule = keyof typeof DietaryRule;

/** Bands, since an exact number helps to tell families apart. */
export const HouseholdSize = words('ONE', 'TWO', 'THREE_TO_FOUR', 'FIVE_TO_SIX', 'SEVEN_OR_MORE');
export type HouseholdSize = keyof typeof HouseholdSize;

export const Substitutions = words('ANY_SIMILAR', 'ASK_ME', 'NONE');
export type Substitutions = keyof typeof Substitutions;

export const Payer = words('HOME', 'FAMILY_PAYS_BACK', 'FUND');
export type Payer = keyof typeof Payer;

export const DropOff = words('DOORSTEP', 'MEETING_POINT', 'THROUGH_COORDINATOR');
export type DropOff = keyof typeof DropOff;

export interface GroceryItem {
  readonly name: string;
  readonly quantity: number;
  readonly unit: GroceryUnit;
  readonly note?: string | null;
}

export interface GroceryInput {
  readonly items: readonly GroceryItem[];
  readonly householdSize: HouseholdSize;
  readonly dietaryRules?: readonly DietaryRule[] | null;
  /** The family lets vouched homes see its dietary rules before any of them is accepted. */
  readonly showDietaryRules?: boolean | null;
  readonly substitutions: Substitutions;
  readonly payer: Payer;
  readonly budgetCeiling?: Money | null;
  readonly dropOff: DropOff;
  /** Another household's shopping may be done on the same trip. */
  readonly sharesTrip?: boolean | null;
}

export interface GroceryPost {
  readonly details: {
    readonly householdSize: HouseholdSize;
    readonly substitutions: Substitutions;
    readonly payer: Payer;
    readonly budgetCeiling: Money | null;
    readonly dropOff: DropOff;
    readonly sharesTrip: boolean;
  };
  /** Sealed with the handoff. */
  readonly dietaryRules: readonly DietaryRule[];
  /** What of them may be listed: all or nothing. */
  readonly dietaryShown: readonly DietaryRule[];
  readonly lines: readonly PostedLine[];
}

/** A month's shopping for a large family. More is several families, or a store. */
const MOST_ITEMS = 40;
const QUANTITY = { min: 1, max: 999 };
const NAME = { max: 80, lines: 'ONE' } as const;
const NOTE = { max: 120, lines: 'ONE' } as const;
/** Major units; several months of food. */
const MOST_BUDGET = 10_000;

export function decideGrocery(input: GroceryInput): Decision<GroceryPost> {
  if (input.items.length < 1 || input.items.length > MOST_ITEMS) return refuse('INVALID_INPUT', ['items']);
  const parts = allAccepted({
    lines: eachAccepted(input.items.map((item, at) => decideItem(item, ['items', String(at)]))),
    budgetCeiling: input.budgetCeiling
      ? decideMoney(input.budgetCeiling, MOST_BUDGET, ['budgetCeiling'])
      : accept(null),
  });
  if (!parts.accepted) return parts;
  const { lines, budgetCeiling } = parts.value;
  const { householdSize, substitutions, payer, dropOff } = input;
  const dietaryRules = inOrder(input.dietaryRules ?? [], DietaryRule);
  return accept({
    details: {
      ...{ householdSize, substitutions, payer, budgetCeiling, dropOff },
      sharesTrip: input.sharesTrip ?? false,
    },
    dietaryRules,
    dietaryShown: input.showDietaryRules ? dietaryRules : [],
    lines,
  });
}

/** Any item may be brought by several homes. */
function decideItem(item: GroceryItem, path: readonly string[]): Decision<PostedLine> {
  const parts = allAccepted({
    words: decideItemWords(item, path),
    quantity: decideQuantity(item.quantity, QUANTITY, [...path, 'quantity']),
  });
  if (!parts.accepted) return parts;
  const { words: said, quantity } = parts.value;
  return accept({ label: said.name, note: said.note, quantity, unit: item.unit, divisible: true });
}

export interface ItemWords {
  readonly name: string;
  readonly note: string | null;
}

/** For `rewordText` too: what an item is called, and what is noted of it. */
export function decideItemWords(
  item: Pick<GroceryItem, 'name' | 'note'>,
  path: readonly string[],
): Decision<ItemWords> {
  return allAccepted({
    name: decideRequiredText(item.name, NAME, [...path, 'name']),
    note: decideOptionalText(item.note, NOTE, [...path, 'note']),
  });
}
