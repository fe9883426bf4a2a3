/** A home's short name is sealed like the texts of a listing: families and coordinators read it, a thief does not. */
import type { TextPlace } from '../sealing/listing-key.js';

export function shortNamePlace(homeId: string): TextPlace {
  return { table: 'home', column: 'short_name_box', rowId: homeId };
}
