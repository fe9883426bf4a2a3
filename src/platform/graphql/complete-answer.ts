/** Puts an answer together out of what resolvers gave, and writes it: a page that was rendered for somebody who was told the very same is not worked out anew. */
import type { ShortMemory } from '../short-memory.js';
import { type RenderedPage, renderedPage, SharedPage } from './shared-page.js';

export type Answer = Record<string, unknown>;
/** What has to be waited for: each puts its value into the answer by itself. */
export type Pending = Promise<void>[];
/** Of a value as a resolver gave it, what stands in the answer. */
export type Complete = (value: unknown, pending: Pending, context: unknown) => unknown;

/** A field of the answer: its name there, and what becomes of its value. */
export interface Part {
  readonly name: string;
  readonly complete: Complete;
}

/** What was rendered of pages just now. A key begins with the number of the place in a query that it was rendered for. */
export type RenderedPages = ShortMemory<RenderedPage>;

export async function completed(
  parts: readonly Part[],
  outcomes: ReadonlyMap<string, unknown>,
  context: unknown,
): Promise<Answer> {
  const pending: Pending = [];
  const answer: Answer = {};
  try {
    for (const { name, complete } of parts) put(answer, name, outcomes.get(name), complete, pending, context);
    // What came may have more to wait for.
    while (pending.length > 0) await Promise.all(pending.splice(0));
  } catch (error) {
    // Those that go on have somebody who takes their failure.
    void Promise.allSettled(pending);
    throw error;
  }
  return answer;
}

/** Something that is JSON already. */
class Written {
  constructor(readonly json: string) {}
}

let places = 0;

/** The same parts, but pages that are told in one text come written. */
export function renderingOf(parts: readonly Part[], rendered: RenderedPages | null): readonly Part[] {
  if (!rendered) return parts;
  return parts.map(({ name, complete }) => {
    places += 1;
    const place = `${places} `;
    return {
      name,
      complete: (value, pending, context) => {
        if (!(value instanceof SharedPage)) return complete(value, pending, context);
        const key = place + value.name;
        const known = rendered.get(key);
        if (known) return new Written(value.filledIn(known));
        const later: Pending = [];
        const page = complete(value.forAll(), later, context);
        if (later.length > 0) {
          // Whatever has to be waited for was not told in that text.
          void Promise.allSettled(later);
          return complete(value, pending, context);
        }
        const made = renderedPage(JSON.stringify(page));
        rendered.put(key, made);
        return new Written(value.filledIn(made));
      },
    };
  });
}

/** Of an answer in which nothing has to be waited for any more. */
export function jsonOf(answer: Answer): string {
  const fields = Object.entries(answer).map(
    ([name, value]) => `${JSON.stringify(name)}:${value instanceof Written ? value.json : JSON.stringify(value)}`,
  );
  return `{${fields.join()}}`;
}

/** At once, or when it has come; a place is held for it meanwhile, so that the order is that of the query. */
export function put<K extends PropertyKey>(
  into: Record<K, unknown>,
  at: K,
  value: unknown,
  complete: Complete,
  pending: Pending,
  context: unknown,
): void {
  if (!isPromise(value)) {
    into[at] = complete(value, pending, context);
    return;
  }
  into[at] = null;
  pending.push(
    value.then((its) => {
      into[at] = complete(its, pending, context);
    }),
  );
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
