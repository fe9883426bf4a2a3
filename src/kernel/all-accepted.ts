/** Several decisions are one: all of their values, or the first refusal among them. */
import { accept, type Decision } from './decision.js';

type Values<T> = { readonly [K in keyof T]: T[K] extends Decision<infer V> ? V : never };

export function allAccepted<T extends Readonly<Record<string, Decision<unknown>>>>(parts: T): Decision<Values<T>> {
  const values: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(parts)) {
    if (!part.accepted) return part;
    values[name] = part.value;
  }
  return accept(values as Values<T>); // each value was put there under the name of its own decision
}

export function eachAccepted<T>(parts: Iterable<Decision<T>>): Decision<readonly T[]> {
  const values: T[] = [];
  for (const part of parts) {
    if (!part.accepted) return part;
    values.push(part.value);
  }
  return accept(values);
}
