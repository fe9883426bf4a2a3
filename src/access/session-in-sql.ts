/** What the session of a home says, in SQL: for looking it up, and for comparing it in the statement that shows something on its word. */
import { agreedInSql } from '../agreement/agreed-in-sql.js';

/** What a home may and sees follows from these; in one text, so that whether they are still the same is one comparison. */
const FACTS = `(h.id, m.id, m.role, h.circle_id, h.partner_id, h.tier, h.paused_at IS NOT NULL, h.languages, h.features,
  ARRAY(SELECT CASE WHEN low_id = h.circle_id THEN high_id ELSE low_id END FROM circle_link
    WHERE (low_id = h.circle_id OR high_id = h.circle_id) AND agreed_on IS NOT NULL ORDER BY 1)`;

/** Of the home `h` and its member `m`. */
export function factsInSql(now: string): string {
  return `${FACTS}, ${agreedInSql('h')},
  ARRAY(SELECT DISTINCT its.topic FROM certificate its
    WHERE its.home_id = h.id AND its.revoked_at IS NULL AND its.expires_at > ${now} ORDER BY 1))::text`;
}

/** The open session of this digest, as `s`, its member `m` and its home `h`. */
export function openSession(digest: string, now: string): string {
  return `FROM person_session s JOIN home_member m ON m.id = s.member_id JOIN home h ON h.id = m.home_id
       WHERE s.digest = ${digest} AND s.expires_at > ${now} AND h.closed_at IS NULL`;
}

/** A condition: the session is open at this instant, and its home still is what is believed of it. One look for a whole statement. */
export function sessionStillSays(facts: string, digest: string, now: string): string {
  return `${facts} = (SELECT ${factsInSql(now)} ${openSession(digest, now)})`;
}
