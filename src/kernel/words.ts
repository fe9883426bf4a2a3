/** A closed list of words: each is its own value, so that it reads like an enum and stores like text. */
export type Words<T extends string> = { readonly [K in T]: K };

export function words<const T extends string>(...names: readonly T[]): Words<T> {
  return Object.fromEntries(names.map((name) => [name, name])) as Words<T>; // fromEntries forgets which names it was given
}
