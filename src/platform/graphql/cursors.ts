/** Cursors are sealed: they say nothing of what stands between two rows, and serve only the list that made them. */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { openJson, SealBroken, sealJson } from '../../sealing/sealed-box.js';

const STEP = 32;
const LONGEST = 1_000;

export class Cursors {
  private readonly key: KeyObject;

  constructor(key: Buffer) {
    this.key = createSecretKey(key);
  }

  /** `list` names the query and whatever else must stay the same between pages, such as whose list it is. */
  seal(list: string, position: readonly (string | number | null)[]): string {
    return sealJson(this.key, position, contextOf(list), STEP).toString('base64url');
  }

  open(list: string, cursor: string): Decision<readonly (string | number | null)[]> {
    if (cursor.length > LONGEST) return refuse('INVALID_INPUT', ['after']);
    try {
      return accept(openJson<(string | number | null)[]>(this.key, Buffer.from(cursor, 'base64url'), contextOf(list)));
    } catch (error) {
      if (error instanceof SealBroken) return refuse('INVALID_INPUT', ['after']);
      throw error;
    }
  }
}

function contextOf(list: string) {
  return { table: 'cursor', column: list, rowId: '', partnerId: '', keyId: 'cursor' };
}
