/** Documents that ask for every field of the schema, as deep as the door lets anybody ask, and what came back of each field. */
import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';
import { LIMITS } from '../../src/platform/graphql/limits.js';

/** A request's claim's request is asked for, and what is in that; going round and round tells no more. */
const TIMES_ON_A_WAY = 2;

type Field = GraphQLField<unknown, unknown>;
type Way = readonly GraphQLNamedType[];

export class EveryField {
  /** `wanted`: which fields below the root are asked for; all of them, if nothing is said. */
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly wanted: (field: Field, of: GraphQLNamedType) => boolean = () => true,
  ) {}

  /** Every argument is a variable of its name. */
  document(root: Field): string {
    const declared = root.args.map((its) => `$${its.name}: ${its.type}`);
    const given = root.args.map((its) => `${its.name}: $${its.name}`);
    const inBrackets = (list: string[]) => (list.length > 0 ? `(${list.join(', ')})` : '');
    const type = getNamedType(root.type);
    const selection = isCompositeType(type) ? this.selection(type, LIMITS.depth - 1, [type]) : '';
    return `query ${inBrackets(declared)} { ${root.name}${inBrackets(given)} ${selection} }`;
  }

  /** `Type.field` of every field in an answer that holds something, neither null nor an empty list; not inside what has an id of `aside`. */
  *read(type: GraphQLNamedType, value: unknown, aside: readonly string[]): Generator<string> {
    if (Array.isArray(value)) {
      for (const each of value) yield* this.read(type, each, aside);
      return;
    }
    if (!isCompositeType(type) || typeof value !== 'object' || value === null) return;
    const its = value as Readonly<Record<string, unknown>>; // A selection of a composite type is an object.
    if (aside.includes(String(its['id']))) return;
    const object = this.objectType(type, its['__typename']);
    for (const [name, field] of Object.entries(object.getFields())) {
      const found = its[name];
      // A ride of a family that needs nothing for a wheelchair shows no need.
      const isNothing = found === undefined || found === null || (Array.isArray(found) && found.length === 0);
      if (isNothing || (name === 'wheelchair' && found === 'NONE')) continue;
      yield `${object.name}.${name}`;
      yield* this.read(getNamedType(field.type), found, aside);
    }
  }

  /** `left`: how many levels of fields may still follow. Empty when there is no room for any. */
  private selection(type: GraphQLCompositeType, left: number, way: Way): string {
    const own = isUnionType(type) ? [] : this.fields(type, Object.values(type.getFields()), left, way);
    // A fragment counts as a level, though nobody sees it in the answer.
    const more = isAbstractType(type) ? this.fragments(type, left - 1, way) : [];
    const all = [...own, ...more];
    return all.length > 0 ? `{ ${isAbstractType(type) ? '__typename ' : ''}${all.join(' ')} }` : '';
  }

  private fragments(
    type: GraphQLInterfaceType | Extract<GraphQLCompositeType, { getTypes(): unknown }>,
    left: number,
    way: Way,
  ): string[] {
    const known = isInterfaceType(type) ? type.getFields() : {};
    return this.schema.getPossibleTypes(type).flatMap((each) => {
      const its = this.fields(
        each,
        Object.values(each.getFields()).filter(({ name }) => !(name in known)),
        left,
        way,
      );
      return its.length > 0 ? [`... on ${each.name} { ${its.join(' ')} }`] : [];
    });
  }

  private fields(type: GraphQLNamedType, fields: readonly Field[], left: number, way: Way): string[] {
    if (left < 1) return [];
    return fields
      .filter((field) => this.wanted(field, type))
      .flatMap((field) => {
        if (field.args.some(isRequiredArgument)) throw new Error(`${type.name}.${field.name}: say what to ask it with`);
        const its = getNamedType(field.type);
        if (!isCompositeType(its)) return [field.name];
        if (way.filter((passed) => passed === its).length >= TIMES_ON_A_WAY) return [];
        const selection = this.selection(its, left - 1, [...way, its]);
        return selection ? [`${field.name} ${selection}`] : [];
      });
  }

  private objectType(type: GraphQLCompositeType, name: unknown): GraphQLObjectType {
    const found = isAbstractType(type) ? this.schema.getPossibleTypes(type).find((its) => its.name === name) : type;
    if (!found) throw new Error(`${type.name}: an answer does not say what it is`);
    return found;
  }
}
