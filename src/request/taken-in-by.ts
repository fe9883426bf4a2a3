/** Whether whoever took a family in still speaks for it: the one condition in SQL that taking over and the coordinators' queue share. */

/** A condition on the coordinator under `coordinator`: has left, or takes nobody in any more. */
export function speaksForNobody(coordinator: string): string {
  return `(${coordinator}.left_at IS NOT NULL OR NOT 'INTAKE' = ANY (${coordinator}.roles))`;
}
