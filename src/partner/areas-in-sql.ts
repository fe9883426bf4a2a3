/** Which of the areas that partners name count, and which wait for the host's yes: the conditions in SQL that finding who looks after a place, profiles and the queue share. */

/** A condition on a cell that the partner under `partner` names: the host needs nobody's yes, any other one that of the host, for this area or one around it. */
export function isAgreedArea(cell: string, partner: string): string {
  return `(${partner}.is_host OR EXISTS (SELECT FROM agreed_area its WHERE its.partner_id = ${partner}.id AND lies_in(${cell}, its.cell)))`;
}

/** The cells that the partner under `partner` names, for itself or a program that goes on, and that nobody agreed to yet. */
export function waitingAreas(partner: string): string {
  return `SELECT said.cell FROM (SELECT a.cell::text FROM partner_area a WHERE a.partner_id = ${partner}.id
      UNION SELECT a.cell::text FROM program g JOIN program_area a ON a.program_id = g.id
        WHERE g.partner_id = ${partner}.id AND g.ended_on IS NULL) said
    WHERE NOT ${isAgreedArea('said.cell', partner)}`;
}
