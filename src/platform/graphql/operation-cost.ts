/** What an operation asks for, in fields times rows, and how long its pages are: by the values that arrive, not by the words of the document. */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { LIMITS } from './limits.js';

/** A list that is not asked for by the page is taken for as many rows. */
const ROWS_OF_A_LIST = 10;
const COST_OF_A_FIELD = 1;
const COST_OF_A_ROOT_FIELD = 10;
/** By their coordinates in the schema: what ranks candidates, or reads and unseals row by row. */
const COST_OF: Readonly<Record<string, number>> = {
  'Query.suggestedOffers': 200,
  'Query.suggestedRequests': 200,
  'Claim.messages': 10,
};
const MOST_ROWS = LIMITS.page;
/** No pages: as many as are made ahead of a daily rule. */
const MOST_ROWS_OF: Readonly<Record<string, number>> = { 'Offer.windows': 64, 'Offer.periods': 64 };

export type Variables = Readonly<Record<string, unknown>>;

export interface Asked {
  readonly cost: number;
  /** Whether every `first` is at least 1 and at most what its field gives. */
  readonly pagesFit: boolean;
}

/** Reckoned once for an operation of a document: what is left for each call is to put the values in. */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): (variables: Variables) => Asked {
  const root = new Reckoning(schema, document, operation).root();
  const named = namedIn(root);
  let last: { readonly lengths: readonly number[]; readonly asked: Asked } | null = null;
  return (variables) => {
    // Most calls ask for pages that are as long as those of the call before.
    const lengths = named.map((its) => valueIn(its, variables));
    if (last?.lengths.every((length, at) => length === lengths[at])) return last.asked;
    const asked = reckoned(root, variables);
    last = { lengths, asked };
    return asked;
  };
}

function reckoned(root: Part, variables: Variables): Asked {
  const known = new Map<Part, number>();
  let pagesFit = true;
  const rowsOf = ({ rows, most }: Part): number => {
    if (rows === null) return 1;
    const asked = typeof rows === 'number' ? rows : valueIn(rows, variables);
    if (asked < 1 || asked > most) pagesFit = false;
    return Math.max(1, asked);
  };
  // A part that is spread in many places is reckoned once.
  const cost = (part: Part): number => {
    const before = known.get(part);
    if (before !== undefined) return before;
    known.set(part, 0);
    const its = part.own + rowsOf(part) * part.times * part.inside.reduce((sum, one) => sum + cost(one), 0);
    known.set(part, its);
    return its;
  };
  return { cost: cost(root), pagesFit };
}

/** The variables that say how long pages are. */
function namedIn(root: Part): readonly Named[] {
  const parts = new Set([root]);
  for (const { inside } of parts) for (const part of inside) parts.add(part);
  return [...parts].flatMap(({ rows }) => (typeof rows === 'object' && rows !== null ? [rows] : []));
}

interface Part {
  readonly own: number;
  /** What `first` says; null where nothing is asked for by the page. */
  readonly rows: number | Named | null;
  readonly most: number;
  readonly times: number;
  readonly inside: Part[];
}

interface Named {
  readonly variable: string;
  readonly otherwise: number;
}

class Reckoning {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly reckoned = new Map<string, Part>();

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
  ) {
    this.fragments = new Map(
      document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
    );
  }

  root(): Part {
    const type = this.schema.getRootType(this.operation.operation);
    return this.selection(this.operation.selectionSet, type ?? undefined);
  }

  private selection({ selections }: SelectionSetNode, type: GraphQLNamedType | undefined): Part {
    const inside = selections.map((selection): Part => {
      if (selection.kind === Kind.FIELD) return this.field(selection, type);
      if (selection.kind === Kind.FRAGMENT_SPREAD) return this.fragment(selection.name.value);
      const its = selection.typeCondition ? this.schema.getType(selection.typeCondition.name.value) : type;
      return this.selection(selection.selectionSet, its);
    });
    return { own: 0, rows: null, most: MOST_ROWS, times: 1, inside };
  }

  private fragment(name: string): Part {
    const known = this.reckoned.get(name);
    if (known) return known;
    const inside: Part[] = [];
    const part: Part = { own: 0, rows: null, most: MOST_ROWS, times: 1, inside };
    this.reckoned.set(name, part);
    const fragment = this.fragments.get(name);
    if (fragment)
      inside.push(this.selection(fragment.selectionSet, this.schema.getType(fragment.typeCondition.name.value)));
    return part;
  }

  private field(node: FieldNode, type: GraphQLNamedType | undefined): Part {
    const its = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
    // Of what describes the schema itself there is only so much, and only where it is switched on.
    if (!its || !type) return { own: COST_OF_A_FIELD, rows: null, most: MOST_ROWS, times: 1, inside: [] };
    const where = `${type.name}.${its.name}`;
    const isRoot = type === this.schema.getRootType(this.operation.operation);
    const rows = this.rows(node, its);
    return {
      own: COST_OF[where] ?? (isRoot ? COST_OF_A_ROOT_FIELD : COST_OF_A_FIELD),
      rows,
      most: MOST_ROWS_OF[where] ?? MOST_ROWS,
      // The rows of a page are those of its `edges`, and counted where the page is asked for.
      times: rows === null && isListType(getNullableType(its.type)) && its.name !== 'edges' ? ROWS_OF_A_LIST : 1,
      inside: node.selectionSet ? [this.selection(node.selectionSet, getNamedType(its.type))] : [],
    };
  }

  private rows(node: FieldNode, { args }: GraphQLField<unknown, unknown>): number | Named | null {
    const declared = args.find(({ name }) => name === 'first');
    if (!declared) return null;
    const otherwise = typeof declared.defaultValue === 'number' ? declared.defaultValue : 1;
    const value = node.arguments?.find(({ name }) => name.value === 'first')?.value;
    if (value?.kind !== Kind.VARIABLE) return numberOf(value) ?? otherwise;
    const variable = value.name.value;
    const definition = this.operation.variableDefinitions?.find((one) => one.variable.name.value === variable);
    return { variable, otherwise: numberOf(definition?.defaultValue) ?? otherwise };
  }
}

function numberOf(value: ValueNode | undefined): number | null {
  return value?.kind === Kind.INT ? Number(value.value) : null;
}

/** What is no number is refused where values are coerced, before anything is read. */
function valueIn({ variable, otherwise }: Named, variables: Variables): number {
  const value = Object.hasOwn(variables, variable) ? variables[variable] : undefined;
  if (value === undefined) return otherwise;
  return typeof value === 'number' ? value : 1;
}
