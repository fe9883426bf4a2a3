/** How long a family may read who opened its details, whether or not its request still lives. */
import { days } from '../../kernel/duration.js';

export const DISCLOSURES_KEPT = days(90);
