import { Database } from '../platform/database/database.js';
export const database = Database;
