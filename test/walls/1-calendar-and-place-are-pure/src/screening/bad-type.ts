import type { Database } from '../platform/database.js';
export type Looked = Database;
