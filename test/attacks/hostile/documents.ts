/** Documents out of the real schema: mostly ones that run, some that must not, and floods of whatever can be repeated. */
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import type { Draw } from './draw.js';
import { jsonFor, type Known, literal, MARK } from './values.js';

export interface Written {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

const DEEPEST = 9;
/** Whoever ends its own session is nobody from then on, and tries little. */
const LAST_WORDS: ReadonlySet<string> = new Set(['signOut', 'refreshSession', 'eraseRequester', 'forgetPhone']);

/** One operation of fields as the schema has them. */
export function written(schema: GraphQLSchema, draw: Draw, known: Known): Written {
  return new Writing(schema, draw, known).operation();
}

class Writing {
  private readonly declared: string[] = [];
  private readonly fragments: string[] = [];
  private readonly variables: Record<string, unknown> = {};
  private left = 60;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly draw: Draw,
    private readonly known: Known,
  ) {}

  operation(): Written {
    const isMutation = this.draw.oneIn(3);
    const root = isMutation ? this.schema.getMutationType() : this.schema.getQueryType();
    if (!root) throw new Error('the schema has no such root');
    const fields = Object.values(root.getFields()).filter(({ name }) => !LAST_WORDS.has(name));
    const many = this.draw.oneIn(12) ? 1 + this.draw.number(10) : 1;
    const chosen = Array.from({ length: many }, () => this.field(this.draw.of(fields), 1)).join(' ');
    const declared = this.declared.length > 0 ? `(${this.declared.join(', ')})` : '';
    const name = this.draw.oneIn(3) ? ` ${MARK}` : '';
    const operation = `${isMutation ? 'mutation' : 'query'}${name}${name || !declared ? '' : ' '}${declared} { ${chosen} }`;
    return { query: [operation, ...this.fragments].join(' '), variables: this.variables };
  }

  private selection(type: GraphQLNamedType, depth: number): string {
    if (!isCompositeType(type)) return this.draw.oneIn(300) ? '{ id }' : '';
    const own = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    const parts = ['__typename'];
    for (const field of own) {
      if (this.left <= 0 || depth > DEEPEST) break;
      if (this.draw.oneIn(isCompositeType(getNamedType(field.type)) ? 4 : 2)) parts.push(this.field(field, depth + 1));
    }
    if (isAbstractType(type)) {
      for (const its of this.schema.getPossibleTypes(type)) {
        if (this.left > 0 && this.draw.oneIn(2)) parts.push(`... on ${its.name} ${this.selection(its, depth)}`);
      }
    }
    if (this.draw.oneIn(12)) return `{ ${this.spread(type, parts.join(' '))} }`;
    return `{ ${parts.join(' ')} }`;
  }

  private field(field: GraphQLField<unknown, unknown>, depth: number): string {
    this.left -= 1;
    const alias = this.draw.oneIn(30) ? `${this.draw.of(['a', 'b', '__typename', 'id', '__proto__', 'mine'])}: ` : '';
    const given = field.args.flatMap((arg) => this.argument(arg));
    const directive = this.draw.oneIn(60) ? this.directive() : '';
    const type = getNamedType(field.type);
    return `${alias}${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${directive} ${this.selection(type, depth)}`;
  }

  private argument(arg: GraphQLArgument): string[] {
    const value = jsonFor(arg.type, this.draw, this.known);
    if (value === undefined) return [];
    if (this.draw.oneIn(4)) return [`${arg.name}: ${literal(value, (word) => this.isEnumWord(word))}`];
    const name = `v${this.declared.length}`;
    const hasDefault = this.draw.oneIn(12);
    this.declared.push(
      `$${name}: ${this.draw.oneIn(40) ? 'String' : arg.type}${hasDefault ? ` = ${literal(value, (word) => this.isEnumWord(word))}` : ''}`,
    );
    if (!hasDefault && !this.draw.oneIn(40)) this.variables[name] = value;
    return [`${arg.name}: $${this.draw.oneIn(60) ? MARK : name}`];
  }

  private directive(): string {
    return this.draw.of([
      ' @include(if: true)',
      ' @skip(if: true)',
      ' @include(if: false) @include(if: true)',
      ` @skip(if: "${MARK}")`,
      ` @${MARK}`,
      ' @deprecated',
      ' @include',
      ` @include(if: $${MARK})`,
    ]);
  }

  private spread(type: GraphQLNamedType, fields: string): string {
    const name = `F${this.fragments.length}`;
    const inside = this.draw.oneIn(8) ? ` ...${this.draw.of([name, 'F0', MARK])}` : '';
    this.fragments.push(`fragment ${name} on ${this.draw.oneIn(15) ? 'Money' : type.name} { ${fields}${inside} }`);
    return this.draw.oneIn(3) ? `...${name} ...${name}` : `...${name}`;
  }

  private isEnumWord(word: string): boolean {
    return this.words.has(word);
  }

  private get words(): ReadonlySet<string> {
    return wordsOf(this.schema);
  }
}

const known = new WeakMap<GraphQLSchema, ReadonlySet<string>>();

function wordsOf(schema: GraphQLSchema): ReadonlySet<string> {
  const before = known.get(schema);
  if (before) return before;
  const types = Object.values(schema.getTypeMap());
  const words = new Set(types.flatMap((type) => (isEnumType(type) ? type.getValues().map(({ name }) => name) : [])));
  known.set(schema, words);
  return words;
}

/** So many of something, wherever a document may hold many. */
export function flood(draw: Draw): Written {
  const many = 1 + draw.number(400);
  const times = (one: (at: number) => string, count = many) =>
    Array.from({ length: count }, (_, at) => one(at)).join(' ');
  const query = draw.of<() => string>([
    () => `{ ${times((at) => `a${at}: viewer { kind }`)} }`,
    () => `{ viewer { ${times((at) => `a${at}: __typename`)} } }`,
    () => `{ ${times(() => 'viewer { kind }')} }`,
    () => `{ ${'viewer { '.repeat(many)} kind ${'}'.repeat(many)} }`,
    () => `{ ${'... { '.repeat(many)} viewer { kind } ${'}'.repeat(many)} }`,
    () => `{ viewer { kind ${'@include(if: true) '.repeat(many)} } }`,
    () => `${times((at) => `query Q${at} { viewer { kind } }`)}`,
    () => `query (${times((at) => `$v${at}: Int`)}) { viewer { kind } }`,
    () =>
      `{ ...F0 } ${times((at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`, Math.min(many, 90))} fragment F${Math.min(many, 90)} on Query { ...None }`,
    () => `{ ...F0 } ${times((at) => `fragment F${at} on Query { ${times((to) => `...F${to}`, 20)} }`, 20)}`,
    () => `{ area(place: ${'['.repeat(many)}${']'.repeat(many)}) { __typename } }`,
    () => `{ area(place: ${'{ cell: '.repeat(many)} 1 ${'}'.repeat(many)}) { __typename } }`,
    () => `{ area(place: { cell: "${MARK.repeat(many)}" }) { __typename } }`,
    () => `{ area(place: { cell: """${'\\"""'.repeat(many)}""" }) { __typename } }`,
    () => `{ area(place: { ${times(() => 'cell: "x"')} }) { __typename } }`,
    () => `{ requests(first: ${'9'.repeat(many)}) { __typename } }`,
    () => `{ requests(first: -1.${'9'.repeat(many)}e${many}) { __typename } }`,
    () => `{ ${'#\n'.repeat(many * 20)} viewer { kind } }`,
    () => `{ ${'\ufeff,\t'.repeat(many * 20)} viewer { kind } }`,
    () => `{ __schema { types { ${'fields { type { '.repeat(many % 30)} name ${'} }'.repeat(many % 30)} } } }`,
    () => `{ ${times((at) => `a${at}: __type(name: "Query") { fields { name } }`, 15)} }`,
    () =>
      `mutation { ${times((at) => `a${at}: signIn(input: { email: "a@b.org", password: "${MARK}" }) { __typename }`, many % 12)} }`,
    () => `subscription { ${MARK} }`,
    () => `query Q($v: [[[[[Int!]!]!]!]!]! = ${'['.repeat(many)}1${']'.repeat(many)}) { viewer { kind } }`,
    () => draw.text().repeat(many),
    () => `{ viewer { kind } } type ${MARK} { a: Int } extend schema { query: ${MARK} }`,
  ])();
  return { query, variables: {} };
}
