/** Quantities are whole numbers of a unit, within a range that keeps slips of the pen and sums in order. */
import { accept, type Decision, refuse } from './decision.js';
import { words } from './words.js';

/** Both ends included. A step of 5 takes 15, 20, 25 and refuses 17. */
export interface QuantityRange {
  readonly min: number;
  readonly max: number;
  readonly step?: number;
}

export const GroceryUnit = words(
  'PIECE',
  'PACK',
  'BAG',
  'BOX',
  'BOTTLE',
  'CAN',
  'CARTON',
  'JAR',
  'BUNCH',
  'DOZEN',
  'POUND',
  'OUNCE',
  'GALLON',
  'QUART',
  'KILOGRAM',
  'GRAM',
  'LITER',
);
export type GroceryUnit = keyof typeof GroceryUnit;

/**
 * What lines count. An offer line serves a request line of the same unit, groceries excepted, where a RUN serves any.
 * The two legs of a ride are two units, since seats there are not seats back. Lines of money have their currency as unit.
 */
const CountedUnit = words('OUTBOUND_SEAT', 'RETURN_SEAT', 'MINUTE', 'RUN');
export type CountedUnit = keyof typeof CountedUnit;

export function decideQuantity(quantity: number, range: QuantityRange, path: readonly string[]): Decision<number> {
  const { min, max, step = 1 } = range;
  if (!Number.isInteger(quantity) || quantity < min || quantity > max || quantity % step !== 0) {
    return refuse('QUANTITY_OUT_OF_RANGE', path);
  }
  return accept(quantity);
}

export function sum(quantities: Iterable<number>): number {
  let total = 0;
  for (const quantity of quantities) total += quantity;
  return total;
}
