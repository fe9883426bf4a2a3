/**
 * A page of which each viewer was told by the database in one text. Whoever was told the very same is shown the same, so that it is worked out and
 * written as JSON once for all of them. Cursors are each viewer's own: where they go is marked.
 */
import { randomBytes } from 'node:crypto';
import { ShortMemory } from '../short-memory.js';
import type { Connection, Edge, PageInfo } from './connection.type.js';
import type { CursorPosition } from './cursors.js';

/** Nobody knows it, and no text holds it by chance. */
const MARK = randomBytes(24).toString('base64url');

export class SharedPage<T> implements Connection<T> {
  private own: Connection<T> | null = null;

  /**
   * `name`: the same for the very same text that the database gave a viewer, and whatever else decides what is made of it; another for any other.
   * `make` makes the page of that alone, and of how a position is written.
   */
  constructor(
    readonly name: string,
    private readonly make: (cursorOf: (position: CursorPosition) => string) => Connection<T>,
    private readonly seal: (position: CursorPosition) => string,
  ) {}

  get edges(): Edge<T>[] {
    return this.whole.edges;
  }

  get pageInfo(): PageInfo {
    return this.whole.pageInfo;
  }

  /** For all who were told the same: with marks for cursors. */
  forAll(): Connection<T> {
    return this.make((position) => `${MARK}${Buffer.from(JSON.stringify(position)).toString('base64url')}${MARK}`);
  }

  /** What was rendered of `forAll`, for this viewer. */
  filledIn({ texts, positions }: RenderedPage): string {
    let whole = texts[0] ?? '';
    for (const [at, position] of positions.entries()) whole += this.seal(position) + (texts[at + 1] ?? '');
    return whole;
  }

  private get whole(): Connection<T> {
    this.own ??= this.make(this.seal);
    return this.own;
  }
}

/** JSON, cut where a cursor goes. */
export interface RenderedPage {
  readonly texts: readonly string[];
  readonly positions: readonly CursorPosition[];
}

export function renderedPage(json: string): RenderedPage {
  const parts = json.split(MARK);
  const isText = (_: string, at: number) => at % 2 === 0;
  return {
    texts: parts.filter(isText),
    // What `forAll` wrote.
    positions: parts
      .filter((part, at) => !isText(part, at))
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as CursorPosition),
  };
}

/** Characters, of keys and pages. */
const MOST_RENDERED = 4_000_000;

export function renderedPages(): ShortMemory<RenderedPage> {
  return new ShortMemory(MOST_RENDERED, (key, { texts }) =>
    texts.reduce((sum, { length }) => sum + length, key.length),
  );
}
