/**
 * The way through an answer, worked out once for a query that comes again and again. It knows answers in which nothing is amiss; whatever
 * else happens it leaves to graphql-js, which alone says what is wrong, and where.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import {
  type Answer,
  type Complete,
  completed,
  jsonOf,
  put,
  type RenderedPages,
  renderingOf,
} from './complete-answer.js';
import { argumentsOf, type Values } from './values-of-query.js';

/** What resolvers of root fields gave, by the names in the answer: a value, or a promise of it. */
export type RootOutcomes = ReadonlyMap<string, unknown>;

export type Resolvers = ReadonlyMap<string, GraphQLFieldResolver<unknown, unknown>>;

export interface PlanOfQuery {
  /** Names of the root fields in the schema. */
  readonly roots: readonly string[];
  /** Runs each root resolver once, all at a time as graphql-js does. One that throws is a promise that is rejected. `instead`: others, by the names of the fields. */
  begin(context: unknown, variables: Values, instead?: Resolvers): RootOutcomes;
  /** The answer of what they gave. Rejects when anything is amiss. */
  complete(outcomes: RootOutcomes, context: unknown): Promise<Answer>;
  /** The same as JSON. Of pages that are told in one text, what was rendered for somebody else who was told the same. */
  render(outcomes: RootOutcomes, context: unknown): Promise<string>;
}

/** Something that only graphql-js has the words for. */
class LeftToGraphql extends Error {}

/** Null for a query that has anything out of the ordinary in it: directives, arguments below its root, or fields that resolvers of their own fill in. */
export function planOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  rendered: RenderedPages | null = null,
): PlanOfQuery | null {
  try {
    return new Planning(schema, document, operation, rendered).plan();
  } catch (error) {
    if (error instanceof LeftToGraphql) return null;
    throw error;
  }
}

interface RootField {
  readonly name: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
  readonly argumentsOf: ReturnType<typeof argumentsOf>;
  readonly resolve: GraphQLFieldResolver<unknown, unknown>;
  readonly complete: Complete;
}

interface Step {
  readonly name: string;
  readonly read: (parent: Values) => unknown;
  readonly complete: Complete;
}

class Planning {
  private readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
    private readonly rendered: RenderedPages | null,
  ) {
    this.fragments = Object.fromEntries(
      document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
    );
  }

  plan(): PlanOfQuery {
    const root = this.schema.getQueryType();
    if (!root || this.operation.operation !== 'query' || this.operation.directives?.length) throw new LeftToGraphql();
    const fields = [...this.fieldsOf(root, [this.operation.selectionSet])].map(([name, nodes]): RootField => {
      const field = root.getFields()[nodes[0].name.value];
      if (!field?.resolve) throw new LeftToGraphql();
      const [node] = nodes;
      return {
        ...{ name, field, nodes, argumentsOf: argumentsOf(field, node), resolve: field.resolve },
        complete: this.completing(field.type, nodes),
      };
    });
    const infoOf = (one: RootField, variableValues: Values): GraphQLResolveInfo => ({
      fieldName: one.field.name,
      fieldNodes: one.nodes,
      returnType: one.field.type,
      parentType: root,
      path: { prev: undefined, key: one.name, typename: root.name },
      schema: this.schema,
      fragments: this.fragments,
      rootValue: undefined,
      operation: this.operation,
      variableValues: { ...variableValues },
    });
    const rendering = renderingOf(fields, this.rendered);
    return {
      roots: fields.map(({ field }) => field.name),
      begin: (context, variables, instead) => {
        const outcome = (one: RootField) => {
          const resolve = instead?.get(one.field.name) ?? one.resolve;
          return resolve(undefined, one.argumentsOf(variables), context, infoOf(one, variables));
        };
        return new Map(fields.map((one) => [one.name, attempt(() => outcome(one))]));
      },
      complete: (outcomes, context) => completed(fields, outcomes, context),
      render: async (outcomes, context) => jsonOf(await completed(rendering, outcomes, context)),
    };
  }

  /** The fields of an object type by their names in the answer, in the order in which they come first. */
  private fieldsOf(type: GraphQLObjectType, sets: readonly SelectionSetNode[]) {
    const found = new Map<string, [FieldNode, ...FieldNode[]]>();
    const seen = new Set<string>();
    const walk = ({ selections }: SelectionSetNode): void => {
      for (const selection of selections) {
        if (selection.directives?.length) throw new LeftToGraphql();
        if (selection.kind === Kind.FIELD) {
          const name = selection.alias?.value ?? selection.name.value;
          // No field of an object like any other.
          if (name === '__proto__') throw new LeftToGraphql();
          const before = found.get(name);
          if (before) before.push(selection);
          else found.set(name, [selection]);
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          if (this.applies(selection.typeCondition?.name.value, type)) walk(selection.selectionSet);
        } else if (!seen.has(selection.name.value)) {
          seen.add(selection.name.value);
          const fragment = this.fragments[selection.name.value];
          if (!fragment) throw new LeftToGraphql();
          if (this.applies(fragment.typeCondition.name.value, type)) walk(fragment.selectionSet);
        }
      }
    };
    for (const set of sets) walk(set);
    return found;
  }

  private applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const its = this.schema.getType(condition);
    return isAbstractType(its) && this.schema.isSubType(its, type);
  }

  private completing(type: GraphQLOutputType, nodes: readonly FieldNode[]): Complete {
    if (isNonNullType(type)) {
      const complete = this.completing(type.ofType, nodes);
      return (value, pending, context) => {
        if (value === null || value === undefined) throw new LeftToGraphql();
        return complete(value, pending, context);
      };
    }
    const complete = this.completingSome(type, nodes);
    return (value, pending, context) => {
      if (value === null || value === undefined) return null;
      if (value instanceof Error) throw new LeftToGraphql();
      return complete(value, pending, context);
    };
  }

  private completingSome(type: GraphQLOutputType, nodes: readonly FieldNode[]): Complete {
    if (isLeafType(type)) {
      return (value) => {
        const its = type.serialize(value);
        if (its === null || its === undefined) throw new LeftToGraphql();
        return its;
      };
    }
    if (isListType(type)) {
      const complete = this.completing(type.ofType, nodes);
      return (value, pending, context) => {
        if (!Array.isArray(value)) throw new LeftToGraphql();
        const rows: unknown[] = new Array(value.length);
        for (let at = 0; at < value.length; at += 1) put(rows, at, value[at], complete, pending, context);
        return rows;
      };
    }
    if (isObjectType(type)) {
      if (type.isTypeOf) throw new LeftToGraphql();
      return this.completingObject(type, nodes);
    }
    const { resolveType } = type as { resolveType?: (value: unknown, context: unknown) => unknown };
    if (!isAbstractType(type) || !resolveType || resolveType.length > 2) throw new LeftToGraphql();
    const ofType = new Map(
      this.schema.getPossibleTypes(type).map((its) => [its.name, this.completingObject(its, nodes)]),
    );
    return (value, pending, context) => {
      const name = resolveType(value, context);
      const complete = typeof name === 'string' ? ofType.get(name) : undefined;
      if (!complete) throw new LeftToGraphql();
      return complete(value, pending, context);
    };
  }

  private completingObject(type: GraphQLObjectType, nodes: readonly FieldNode[]): Complete {
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const steps = [...this.fieldsOf(type, sets)].map(([name, its]) => this.step(type, name, its));
    // A copy has places for all of its fields; an object that grows field by field is made several times over.
    const blank: Answer = Object.fromEntries(steps.map(({ name }) => [name, null]));
    return (value, pending, context) => {
      if (typeof value !== 'object') throw new LeftToGraphql();
      const answer = { ...blank };
      for (const { name, read, complete } of steps) {
        put(answer, name, read(value as Values), complete, pending, context);
      }
      return answer;
    };
  }

  private step(type: GraphQLObjectType, name: string, nodes: readonly [FieldNode, ...FieldNode[]]): Step {
    const asked = nodes[0].name.value;
    if (asked === '__typename') return { name, read: () => type.name, complete: (value) => value };
    const field = type.getFields()[asked];
    if (!field || field.args.length > 0) throw new LeftToGraphql();
    return { name, read: readingOf(field), complete: this.completing(field.type, nodes) };
  }
}

/** A resolver that takes its parent alone is Nest's for a plain property. Others may read a database, and ask who asks. */
function readingOf({ name, resolve }: GraphQLField<unknown, unknown>): (parent: Values) => unknown {
  if (resolve?.length === 1) return resolve as (parent: Values) => unknown;
  if (resolve) throw new LeftToGraphql();
  return (parent) => {
    const value = parent[name];
    if (typeof value === 'function') throw new LeftToGraphql();
    return value;
  };
}

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    const failed = Promise.reject(error);
    // Whoever asks for it is told; until then it is no failure that nobody takes.
    failed.catch(() => undefined);
    return failed;
  }
}
