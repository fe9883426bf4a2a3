/** The words that the screening goes by, of all languages at once: nobody has to say in which one a text is written. */

/** As the files in `lists/` have them. Words are given as anybody writes them; a phrase is several words. */
export interface WordList {
  /** Digits and numbers in words, by the digits that they stand for: "seven" by "7", "eleven" by "11". */
  readonly numbers?: Readonly<Record<string, string>>;
  /** The tens that a unit may follow, by their digit: "twenty" by "2". */
  readonly tens?: Readonly<Record<string, string>>;
  /** The hundreds that more may follow, by their digit: "quinientos" by "5". */
  readonly hundreds?: Readonly<Record<string, string>>;
  /** "double" by "2". */
  readonly repeats?: Readonly<Record<string, string>>;
  /** Letters of other scripts by the Latin one that they pass for. */
  readonly lookAlikes?: Readonly<Record<string, string>>;
  /** Lists by name: see `WORDS`. */
  readonly words?: Readonly<Partial<Record<WordsName, readonly string[]>>>;
  /** Phrases that are held whatever stands around them, by the finding that they are. */
  readonly held?: Readonly<Record<string, readonly string[]>>;
  /** Phrases in which nothing is looked for: brands, schools, titles. */
  readonly harmless?: readonly string[];
}

/** What each list of words is for. */
export const WORDS = {
  fillers: 'said between the digits of a number: "dash", "then"',
  units: 'that a quantity is counted in, and other words that make a number one',
  labels: 'before a number that is a size, an age, a brand’s number',
  currencies: 'before or after an amount',
  phone: 'near a phone number',
  at: 'for @',
  dot: 'for a full stop in an address',
  domains: 'the last part of a web address',
  mailHosts: 'where people have their mail',
  platforms: 'where people have a name online',
  finds: 'near one of these, before a name',
  joiners: 'for _ in a name online',
  everydayPlatforms: 'the same, but also everyday words',
  mine: 'of the writer: "my"',
  is: 'between a thing and its name: "is"',
  stop: 'that are no part of a name or a street',
  notNames: 'written with a capital, and yet no name of a person',
  streetTypes: 'after the name of a street',
  weakStreetTypes: 'the same, but with other meanings',
  streetsFirst: 'before the name or number of a street',
  districts: 'before the name of a part of a town',
  apartments: 'before the number of a flat, or what opens its door',
  rooms: 'after a number, where it counts rooms',
  directions: 'of the compass',
  on: 'before a street',
  corners: 'before two streets that meet',
  between: 'before two streets',
  and: 'between two of anything',
  besides: 'between a house and what it stands by',
  lives: 'of a house that somebody lives in',
  zip: 'before a postal code',
  states: 'before a postal code, in capitals',
  ordinalThings: 'after "2nd and 3rd", when these are not streets',
  introducers: 'before a name, whatever it is',
  weakIntroducers: 'before a name, when it is one of `givenNames`',
  askFor: 'before a name with a capital',
  forWhom: 'before one of `givenNames`, with or without a capital',
  kin: 'before or after the name of a relative',
  families: 'before or after a surname',
  titles: 'before a surname',
  saints: 'before a name that is a place',
  placeThings: 'after a name that is a place: "school"',
  thanks: 'before a signature',
  givenNames: 'of people, those that are no other word',
  surnames: 'of people',
  months: 'of the year',
  birth: 'before a date of birth',
  birthday: 'before a date of birth, when the date is said to be it',
  cases: 'before the number of a case',
  caseLabels: 'between that and the number',
  dockets: 'before the number of a case, without more',
  courtMarks: 'inside the number of a case',
  ids: 'before a number that belongs to a person',
  aliens: 'before an A-number',
  receiptPrefixes: 'of the numbers of immigration receipts',
  plates: 'before a license plate',
  loosePlates: 'the same, but also dishes',
  vehicles: 'near a license plate',
  countries: 'whose phone numbers are known without their prefix, as ISO codes',
} as const;
export type WordsName = keyof typeof WORDS;

export interface Phrase {
  readonly words: readonly string[];
  readonly finding: string | null;
}

/** Several lists as one, ready to look things up in. */
export interface Words {
  readonly numbers: ReadonlyMap<string, string>;
  readonly tens: ReadonlyMap<string, string>;
  readonly hundreds: ReadonlyMap<string, string>;
  readonly repeats: ReadonlyMap<string, number>;
  readonly is: (name: WordsName, word: string) => boolean;
  readonly all: (name: WordsName) => readonly string[];
  /** By their first word; `finding` null: harmless. */
  readonly phrases: ReadonlyMap<string, readonly Phrase[]>;
  /** Phrases of a list that has some, by their first word. */
  readonly phrasesOf: (name: WordsName) => ReadonlyMap<string, readonly Phrase[]>;
}

/** `normal`: how the screening reads a text, so that lists may be written with accents and capitals. */
export function joinLists(lists: readonly WordList[], normal: (text: string) => readonly string[]): Words {
  const one = (word: string) => normal(word).join('');
  const joined = (part: 'numbers' | 'tens' | 'hundreds' | 'repeats') =>
    new Map(lists.flatMap((list) => Object.entries(list[part] ?? {}).map(([word, value]) => [one(word), value])));
  const names = Object.keys(WORDS) as WordsName[]; // The keys of the table are its names.
  const said = (name: WordsName) => lists.flatMap((list) => list.words?.[name] ?? []);
  const sets = new Map(names.map((name) => [name, new Set(said(name).map(one))]));
  const phrasesOf = new Map(
    names.map((name) => [name, byFirst(said(name).map((text) => ({ words: normal(text), finding: null })))]),
  );
  const held = lists.flatMap((list) =>
    Object.entries(list.held ?? {}).flatMap(([finding, texts]) =>
      texts.map((text) => ({ words: normal(text), finding })),
    ),
  );
  const harmless = lists.flatMap((list) => list.harmless ?? []).map((text) => ({ words: normal(text), finding: null }));
  return {
    numbers: joined('numbers'),
    tens: joined('tens'),
    hundreds: joined('hundreds'),
    repeats: new Map([...joined('repeats')].map(([word, times]) => [word, Number(times)])),
    is: (name, word) => sets.get(name)?.has(word) ?? false,
    all: said,
    phrases: byFirst([...held, ...harmless]),
    phrasesOf: (name) => phrasesOf.get(name) ?? new Map(),
  };
}

export function lookAlikesIn(lists: readonly WordList[]): ReadonlyMap<string, string> {
  return new Map(lists.flatMap((list) => Object.entries(list.lookAlikes ?? {})));
}

/** The longest first: it says most. */
function byFirst(phrases: readonly Phrase[]): ReadonlyMap<string, readonly Phrase[]> {
  const usable = phrases.filter(({ words }) => words.length > 0);
  return Map.groupBy(
    usable.toSorted((a, b) => b.words.length - a.words.length),
    ({ words }) => words[0] ?? '',
  );
}
