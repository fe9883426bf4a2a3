/** Who a home may be: whoever it is, it gives as one and is trusted as one. */
import { words } from './words.js';

export const HomeKind = words('HOUSEHOLD', 'LOCAL_BUSINESS', 'CONGREGATION');
export type HomeKind = keyof typeof HomeKind;
