/** Statements that say `:name` where a value goes: what is put together of many parts keeps its numbers by itself. */

export interface NamedStatement {
  /** Under which a connection keeps its plan. */
  readonly name: string;
  readonly text: string;
  /** In the order of their places. */
  readonly names: readonly string[];
}

/** The same name has the same place. Casts (`::text`) are no names. */
export function withPlaces(name: string, named: string): NamedStatement {
  const names: string[] = [];
  const text = named.replace(/(?<![:\w]):([a-z][A-Za-z]*)/g, (_, value: string) => {
    if (!names.includes(value)) names.push(value);
    return `$${names.indexOf(value) + 1}`;
  });
  return { name, text, names };
}

/** Throws for a name without a value: that is a slip of ours. */
export function valuesFor({ names }: NamedStatement, values: Readonly<Record<string, unknown>>): unknown[] {
  return names.map((name) => {
    if (!Object.hasOwn(values, name)) throw new RangeError(`nothing was said for ${name}`);
    return values[name];
  });
}
