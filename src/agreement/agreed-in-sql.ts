/** Whether a home has accepted the newest agreement of its partner: the one condition in SQL that sessions, suggestions and gates share. */

/** A condition on the home under `home`. Every partner has an agreement from its first day. */
export function agreedInSql(home: string): string {
  return `EXISTS (SELECT FROM agreement_acceptance its WHERE its.home_id = ${home}.id
    AND its.version = (SELECT max(a.version) FROM agreement a WHERE a.partner_id = ${home}.partner_id))`;
}
