/** Which fields of Query or Mutation an operation asks for, by name, whatever alias or fragment they hide behind. */
import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

/** A fragment that is spread several times counts each time; one that spreads itself is walked once on each way down. */
export function rootFieldsOf(operation: OperationDefinitionNode, document: DocumentNode, most: number): string[] {
  const names: string[] = [];
  const walk = ({ selections }: SelectionSetNode, within: ReadonlySet<string>): void => {
    for (const selection of selections) {
      if (names.length > most) return;
      if (selection.kind === Kind.FIELD) {
        names.push(selection.name.value);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        walk(selection.selectionSet, within);
      } else if (!within.has(selection.name.value)) {
        const spread = selection.name.value;
        const fragment = document.definitions.find(
          (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === spread,
        );
        if (fragment?.kind === Kind.FRAGMENT_DEFINITION) walk(fragment.selectionSet, new Set([...within, spread]));
      }
    }
  };
  walk(operation.selectionSet, new Set());
  return names;
}
