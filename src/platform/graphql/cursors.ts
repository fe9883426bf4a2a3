/** Cursors are sealed: they say nothing of what stands between two rows, and serve only the list that made them. */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { openJson, SealBroken, sealJson } from '../../sealing/sealed-box.js';

const STEP = 32;
const LONGEST = 1_000;

/** Whoever reads on sends the cursor of the page before: those of the last few pages are not opened, which costs as much as a tenth of a page. */
const MOST_REMEMBERED = 10_000;
/** Characters, of cursors and of what their lists are called. */
const MOST_CHARACTERS = 4_000_000;

/** Where a page goes on, as it is sealed into a cursor. */
export type CursorPosition = readonly (string | number | null)[];

interface Known {
  readonly list: string;
  readonly position: CursorPosition;
}

export class Cursors {
  private readonly key: KeyObject;
  private readonly known = new LRUCache<string, Known>({
    max: MOST_REMEMBERED,
    maxSize: MOST_CHARACTERS,
    sizeCalculation: ({ list }, cursor) => list.length + cursor.length,
  });

  constructor(key: Buffer) {
    this.key = createSecretKey(key);
  }

  /** `list` names the query and whatever else must stay the same between pages, such as whose list it is. */
  seal(list: string, position: CursorPosition): string {
    const cursor = sealJson(this.key, position, contextOf(list), STEP).toString('base64url');
    this.known.set(cursor, { list, position });
    return cursor;
  }

  open(list: string, cursor: string): Decision<CursorPosition> {
    if (cursor.length > LONGEST) return refuse('INVALID_INPUT', ['after']);
    const known = this.known.get(cursor);
    // Of another list it is refused below, as what was never sealed is.
    if (known?.list === list) return accept(known.position);
    try {
      const position = openJson<CursorPosition>(this.key, Buffer.from(cursor, 'base64url'), contextOf(list));
      this.known.set(cursor, { list, position });
      return accept(position);
    } catch (error) {
      if (error instanceof SealBroken) return refuse('INVALID_INPUT', ['after']);
      throw error;
    }
  }
}

function contextOf(list: string) {
  return { table: 'cursor', column: list, rowId: '', partnerId: '', keyId: 'cursor' };
}
