/** Chance as fast-check gives it, so that what fails is found again by its seed and made smaller. */
import fc from 'fast-check';

export type Gen = fc.GeneratorValue;

/** Left to itself fast-check likes the ends: then nearly everything would be wrong, and nothing come far. */
const evenly = (max: number) => fc.noBias(fc.nat({ max }));

export class Draw {
  constructor(private readonly gen: Gen) {}

  /** From 0 to `most`. */
  number(most: number): number {
    return this.gen(evenly, most);
  }

  /** In one of so many cases. */
  oneIn(many: number): boolean {
    return this.number(many - 1) === many - 1;
  }

  of<T>(choices: readonly T[]): T {
    const choice = choices[this.number(choices.length - 1)];
    if (choice === undefined && !choices.includes(choice as T)) throw new Error('nothing to choose from'); // Of an empty list.
    return choice as T; // One of its members.
  }

  many<T>(most: number, one: (at: number) => T): T[] {
    return Array.from({ length: this.number(most) }, (_, at) => one(at));
  }

  text(): string {
    return this.gen(fc.string, { unit: 'grapheme', maxLength: 20 });
  }

  json(): unknown {
    return this.gen(fc.jsonValue, { maxDepth: 4 });
  }

  bytes(): Uint8Array {
    return this.gen(fc.uint8Array, { maxLength: 300 });
  }
}
