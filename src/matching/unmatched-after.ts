/** How long nobody may have taken a request before it is told that something is missing. */
import type { Urgency } from '../kernel/help.js';

/** Half-days. */
export const UNMATCHED_AFTER: Readonly<Record<Urgency, number>> = { TODAY: 1, THIS_WEEK: 4, WHENEVER: 10 };
