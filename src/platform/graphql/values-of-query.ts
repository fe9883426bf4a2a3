/** The values that a query is given, for one that comes again and again: its types and defaults are looked up once. What is not plain, or amiss, is left to graphql-js. */
import {
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLSchema,
  getArgumentValues,
  getNullableType,
  getVariableValues,
  isLeafType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
  valueFromAST,
} from 'graphql';

export type Values = Readonly<Record<string, unknown>>;

/** Of a scalar or an enum. */
interface Variable {
  readonly name: string;
  readonly type: GraphQLLeafType;
  readonly mayBeNull: boolean;
  /** What it is when it is left out; undefined where it is then no value at all. */
  readonly otherwise: unknown;
}

interface Argument {
  readonly name: string;
  /** The one that is put in for it, if there is one. */
  readonly variable: string | null;
  readonly mayBeNull: boolean;
  /** What it is without one; undefined where it is then no value at all. */
  readonly otherwise: unknown;
}

/** What the variables of an operation come to; null when graphql-js would say that something is amiss. */
export function variablesOf(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): (given: Values) => Values | null {
  const variables = variableDefinitions.map((its) => variableOf(schema, its));
  if (!areAllKnown(variables)) {
    return (given) => getVariableValues(schema, variableDefinitions, given).coerced ?? null;
  }
  return (given) => {
    const values: Record<string, unknown> = {};
    for (const { name, type, mayBeNull, otherwise } of variables) {
      const isGiven = Object.hasOwn(given, name);
      const value = isGiven ? parsed(type, given[name]) : otherwise;
      if (!mayBeNull && (value === null || value === undefined)) return null;
      if (value !== undefined) values[name] = value;
      else if (isGiven) return null;
    }
    return values;
  };
}

/** What the arguments of a field come to; throws what graphql-js says is amiss. */
export function argumentsOf(field: GraphQLField<unknown, unknown>, node: FieldNode): (variables: Values) => Values {
  const all = field.args.map((its) => argumentOf(its, node));
  if (!areAllKnown(all)) return (variables) => getArgumentValues(field, node, variables);
  return (variables) => {
    const values: Record<string, unknown> = {};
    for (const { name, variable, mayBeNull, otherwise } of all) {
      const value = variable !== null && Object.hasOwn(variables, variable) ? variables[variable] : otherwise;
      if (!mayBeNull && (value === null || value === undefined)) return getArgumentValues(field, node, variables);
      if (value !== undefined) values[name] = value;
    }
    return values;
  };
}

function variableOf(
  schema: GraphQLSchema,
  { variable, type: typeNode, defaultValue }: VariableDefinitionNode,
): Variable | null {
  // No field of an object like any other.
  if (variable.name.value === '__proto__') return null;
  const whole = typeNode.kind === Kind.NON_NULL_TYPE ? typeNode.type : typeNode;
  const type = whole.kind === Kind.NAMED_TYPE ? typeFromAST(schema, whole) : undefined;
  if (!isLeafType(type)) return null;
  const otherwise = valueFromAST(defaultValue, type);
  if (defaultValue && otherwise === undefined) return null;
  return { name: variable.name.value, type, mayBeNull: typeNode.kind !== Kind.NON_NULL_TYPE, otherwise };
}

function argumentOf({ name, type, defaultValue }: GraphQLArgument, node: FieldNode): Argument | null {
  const value = node.arguments?.find((its) => its.name.value === name)?.value;
  const mayBeNull = !isNonNullType(type);
  if (!value) return { name, variable: null, mayBeNull, otherwise: defaultValue };
  if (value.kind === Kind.VARIABLE) return { name, variable: value.name.value, mayBeNull, otherwise: defaultValue };
  // What has parts is made anew for each call: whoever is given it could change it.
  if (!isLeafType(getNullableType(type)) || value.kind === Kind.OBJECT || value.kind === Kind.LIST) return null;
  const otherwise = valueFromAST(value, type);
  return otherwise === undefined ? null : { name, variable: null, mayBeNull, otherwise };
}

/** Undefined for what is no value of that type. */
function parsed(type: GraphQLLeafType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  try {
    return type.parseValue(value);
  } catch {
    return undefined;
  }
}

function areAllKnown<T>(all: readonly (T | null)[]): all is readonly T[] {
  return all.every((one) => one !== null);
}
