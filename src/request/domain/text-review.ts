/** The words of a request may wait for a person while the need itself is open: nothing is ever edited in silence. */
import { words } from '../../kernel/words.js';

export const TextState = words('SHOWN', 'WAITING', 'RETURNED');
export type TextState = keyof typeof TextState;
