/** Whether a home has accepted the newest agreement of its partner: the one condition in SQL that sessions and gates share. */

/** A condition on the home under `home`. True as well where its partner has adopted none. */
export function agreedInSql(home: string): string {
  return `NOT EXISTS (SELECT FROM agreement a WHERE a.partner_id = ${home}.partner_id AND a.version > coalesce(
    (SELECT max(its.version) FROM agreement_acceptance its WHERE its.home_id = ${home}.id AND its.partner_id = ${home}.partner_id), 0))`;
}
