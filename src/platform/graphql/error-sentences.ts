/** What is said of a document that does not fit: graphql-js quotes what somebody typed, we only what stands in the schema. */

export const SIGN_IN_FIRST = 'Sign in first.';

/** A name or type that the schema has: graphql-js could not have said the sentence otherwise. */
const TYPE = '([\\w![\\]]+)';

interface Sentence {
  readonly said: RegExp;
  /** `$1` and `$2` are names of the schema. */
  readonly shown: string;
}

const sentences: readonly Sentence[] = [
  sentence('Cannot query field "\\w+" on type "(\\w+)"', 'There is no such field on type "$1".'),
  sentence('Unknown argument "\\w+" on field "([\\w.]+)"', 'There is no such argument on field "$1".'),
  sentence('Unknown argument "\\w+" on directive "(@\\w+)"', 'There is no such argument on directive "$1".'),
  sentence('Unknown type "', 'There is no such type.'),
  sentence('Unknown fragment "', 'There is no such fragment.'),
  sentence('Unknown directive "', 'There is no such directive.'),
  sentence(
    `Field "(\\w+)" of type "${TYPE}" must have a selection of subfields`,
    'Field "$1" of type "$2" must have a selection of subfields.',
  ),
  sentence(
    `Field "(\\w+)" must not have a selection since type "${TYPE}"`,
    'Field "$1" must not have a selection since type "$2" has no subfields.',
  ),
  sentence(`Field "(\\w+)" argument "(\\w+)" of type "[\\w![\\]]+" is required`, 'Field "$1" needs its argument "$2".'),
  sentence(
    `Directive "(@\\w+)" argument "(\\w+)" of type "[\\w![\\]]+" is required`,
    'Directive "$1" needs its argument "$2".',
  ),
  sentence(
    `Field "([\\w.]+)" of required type "${TYPE}" was not provided`,
    'Field "$1" of required type "$2" was not provided.',
  ),
  sentence('Field "\\w+" is not defined by type "(\\w+)"', 'There is no such field on input type "$1".'),
  sentence('OneOf Input Object "(\\w+)" must specify exactly one key', 'Exactly one field of "$1" is given.'),
  sentence(
    'Variable "\\$\\w+" must be non-nullable to be used for OneOf Input Object "(\\w+)"',
    'A variable that stands in "$1" must not be null.',
  ),
  sentence('Variable "\\$\\w+" is not defined', 'A variable is used that its operation does not declare.'),
  sentence('Variable "\\$\\w+" is never used', 'A variable is declared and never used.'),
  sentence(
    `Variable "\\$\\w+" of type "${TYPE}" used in position expecting type "${TYPE}"`,
    'A variable of type "$1" is used where "$2" is expected.',
  ),
  sentence(
    `Variable "\\$\\w+" of required type "${TYPE}" was not provided`,
    'A variable of the required type "$1" was not provided.',
  ),
  sentence('Variable "\\$\\w+" cannot be non-input type', 'A variable has a type that is no input.'),
  sentence('Fields "', 'Two fields of one name differ: give one of them an alias.'),
  sentence('Cannot spread fragment "', 'A fragment spreads itself.'),
  sentence('Fragment "\\w+" is never used', 'A fragment is never used.'),
  sentence('Fragment ', 'A fragment stands where its type cannot be.'),
  sentence('There can be only one ', 'Two things of one kind have the same name.'),
  sentence('This anonymous operation must be the only defined operation', 'An operation without a name stands alone.'),
  sentence('The directive "(@\\w+)" can only be used once', 'Directive "$1" is used once at most.'),
  sentence('Directive "@\\w+" may not be used on', 'A directive stands where it may not be used.'),
  sentence('GraphQL introspection is not allowed', 'Introspection is switched off here.'),
  sentence('Maximum introspection depth exceeded', 'The schema is described to a lesser depth.'),
  sentence(
    'Must provide operation name if query contains multiple operations',
    'Say which of the operations is meant.',
  ),
];

/**
 * Of a variable: what was sent stands in the middle of the sentence, as an object that ends with a brace, and what comes after it names fields of
 * the schema alone. The variable's own name is left out.
 */
const MISSING = new RegExp(
  `^Variable "\\$\\w+" got invalid value [^]*\\}(?: at "\\w+([\\w.[\\]]*)")?; Field "(\\w+)" of required type "${TYPE}" was not provided\\.$`,
);

function missingIn(message: string): string | null {
  const found = MISSING.exec(message);
  if (!found) return null;
  const [, within = '', field = '', type = ''] = found;
  const path = `${within}.${field}`.replace(/^\./, '');
  return `Field "${path}" of required type "${type}" was not provided.`;
}

/** What may be said instead; null for a sentence that we do not know. */
export function shownSentence(message: string): string | null {
  for (const { said, shown } of sentences) {
    const found = said.exec(message);
    if (found) return shown.replace('$1', found[1] ?? '').replace('$2', found[2] ?? '');
  }
  return missingIn(message);
}

function sentence(said: string, shown: string): Sentence {
  return { said: new RegExp(`^${said}`), shown };
}
