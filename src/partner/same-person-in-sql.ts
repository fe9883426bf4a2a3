/** Who one coordinator is, with whichever of several addresses: the one condition in SQL for what takes two people. */

/**
 * The ids under which one person coordinates at a partner: all that have, or had, an address in common with the one of this id, with a plus in it
 * or not; itself first of all. `coordinator` is an expression in SQL of its id; nobody for none.
 */
export function samePersonAs(coordinator: string): string {
  return `ARRAY(SELECT its.id FROM coordinator who JOIN coordinator its ON its.partner_id = who.partner_id
      AND (its.id = who.id OR its.known_digests && who.known_digests) WHERE who.id = ${coordinator})`;
}
