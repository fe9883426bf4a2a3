/** Which fields of Query or Mutation an operation asks for, by name, whatever alias or fragment they hide behind. */
import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

/**
 * A fragment that is spread several times counts each time, and is walked once: fragments that spread each other twice would be
 * walked without end. At most one more than `most` names.
 */
export function rootFieldsOf(operation: OperationDefinitionNode, document: DocumentNode, most: number): string[] {
  const known = new Map<string, readonly string[]>();
  const enough = most + 1;
  const namesOf = ({ selections }: SelectionSetNode): string[] => {
    const names: string[] = [];
    for (const selection of selections) {
      if (names.length >= enough) break;
      if (selection.kind === Kind.FIELD) names.push(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) names.push(...namesOf(selection.selectionSet));
      else names.push(...namesOfFragment(selection.name.value));
    }
    return names.slice(0, enough);
  };
  const namesOfFragment = (name: string): readonly string[] => {
    const before = known.get(name);
    if (before) return before;
    // One that spreads itself is refused elsewhere, and has no more names than it has.
    known.set(name, []);
    const fragment = document.definitions.find(
      (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name,
    );
    const names = fragment?.kind === Kind.FRAGMENT_DEFINITION ? namesOf(fragment.selectionSet) : [];
    known.set(name, names);
    return names;
  };
  return namesOf(operation.selectionSet);
}
