/** A decision of the domain is a value: what was accepted and may be written, or why it was refused. */
import type { RefusalCode } from './refusals.js';

declare const decided: unique symbol;

/** Proof that a pure decision was taken: stores take it, so that writing before deciding does not compile. */
export interface Accepted<T> {
  readonly accepted: true;
  readonly value: T;
  readonly [decided]: true;
}

/** Why something will not be done. `path` names the input field, never its content. */
export interface Refused {
  readonly accepted: false;
  readonly code: RefusalCode;
  readonly path?: readonly string[];
  readonly retryAfterSeconds?: number;
}

export type Decision<T> = Accepted<T> | Refused;

export function accept<T>(value: T): Accepted<T> {
  // The brand exists only in types: this function is the single place that may claim it.
  return { accepted: true, value } as Accepted<T>;
}

export function refuse(code: RefusalCode, path?: readonly string[], retryAfterSeconds?: number): Refused {
  return {
    accepted: false,
    code,
    ...(path && { path }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}

/** True for a refusal, whatever else the value may be. Lets a use case return either. */
export function isRefused(value: unknown): value is Refused {
  return (
    typeof value === 'object' && value !== null && 'accepted' in value && value.accepted === false && 'code' in value
  );
}
