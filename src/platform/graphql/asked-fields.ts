/** Whether a query asks a field for nothing but certain things: then what else there is need not be read. */
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLResolveInfo,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/** Made once for each set of names; remembers of each place in a query what it found. */
export function asksOnlyFor(names: readonly string[]): (info: GraphQLResolveInfo) => boolean {
  const some: ReadonlySet<string> = new Set(names);
  const found = new WeakMap<FieldNode, boolean>();
  return ({ fieldNodes, fragments }) => {
    const asksOnly = (node: FieldNode) => {
      const before = found.get(node);
      if (before !== undefined) return before;
      const only = !node.selectionSet || onlyIn(some, node.selectionSet, fragments, new Set());
      found.set(node, only);
      return only;
    };
    // Each by itself: another operation of the document may ask in some of these places and in others.
    return fieldNodes.every(asksOnly);
  };
}

/** At whatever depth: a name that stands for something harmless in one place and not in another is no name for such a set. */
function onlyIn(
  names: ReadonlySet<string>,
  { selections }: SelectionSetNode,
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
  walked: Set<string>,
): boolean {
  return selections.every((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const { value } = selection.name;
      if (walked.has(value)) return true;
      walked.add(value);
      const fragment = fragments[value];
      return fragment !== undefined && onlyIn(names, fragment.selectionSet, fragments, walked);
    }
    if (selection.kind === Kind.FIELD && !names.has(selection.name.value)) return false;
    return !selection.selectionSet || onlyIn(names, selection.selectionSet, fragments, walked);
  });
}
