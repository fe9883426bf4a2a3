/** What a partner's secret key may do on its own, without a person; what a person may do never depends on a key. */
import { words } from './words.js';

export const KeyScope = words('POST_REQUESTS', 'READ_REQUESTS', 'REGISTER_HOMES');
export type KeyScope = keyof typeof KeyScope;
