/** One operation that is to be broken off, on people and requests of its own: what must hold right after, and what a client does next. */
import { randomUUID } from 'node:crypto';
import type { Json } from '../../world/families.js';
import type { Answer, Caller } from '../../world/world.js';

export type Told = Answer<Record<string, Json> | null>;

/** What the broken call came to, as far as its client and the test know. */
export interface Outcome {
  /** Null when there was none: the connection was lost. */
  readonly answer: Told | null;
  /** The awaits that it passed, where they are counted. */
  readonly passed: readonly string[];
}

export interface Call {
  readonly document: string;
  readonly variables: Json;
  readonly caller: Caller;
  /** Of a sweep, which is no call: the service begins it by itself. The rest is empty then. */
  readonly sweep?: string;
}

export interface Attempt extends Call {
  /** Before anybody does anything: in words what is not as it must be. */
  rightAfter(outcome: Outcome): Promise<string[]>;
  /** Its client tries again, and sees it through: in words what is not as it must be. */
  seeThrough(outcome: Outcome): Promise<string[]>;
}

/** An `Idempotency-Key`. */
export function newKey(): string {
  return randomUUID();
}
