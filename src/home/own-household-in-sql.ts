/** Whether a home is a coordinator's own household: the one condition in SQL for all that somebody else has to decide about it. */

/**
 * By every address that both ever had, with a plus in it or not: whoever left the home for a moment, or goes by another address, is still of it. `home` and `coordinator` are
 * expressions in SQL of their ids; false for no home.
 */
export function isOwnHousehold(home: string, coordinator: string): string {
  return `EXISTS (SELECT FROM coordinator who JOIN home_known_address known ON known.digest = ANY (who.known_digests)
    WHERE who.id = ${coordinator} AND known.home_id = ${home})`;
}

/** Whether two homes, or one that somebody went over to, are of the same people: by an address or a number that both ever had. */
export function areSamePeople(home: string, other: string): string {
  return `EXISTS (SELECT FROM home_known_address its JOIN home_known_address theirs ON theirs.digest = its.digest
    WHERE its.home_id = ${home} AND theirs.home_id = ${other})`;
}
