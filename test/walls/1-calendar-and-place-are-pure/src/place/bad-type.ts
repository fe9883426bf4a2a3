import type { Database } from '../platform/database.js';
export type Kept = Database;
