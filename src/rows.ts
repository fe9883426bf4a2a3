/** Every table's row, named one by one: TypeORM finds nothing by a pattern. */
import { PersonSessionRow } from './access/person-session.row.js';

export const mainRows = [PersonSessionRow];
export const keyStoreRows = [];
