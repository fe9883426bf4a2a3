/** What conditions in SQL ask about a home: who it is, its circle and those linked with it, its certificates. */

/** What is asked about a home, each as an expression in SQL: a parameter, or a column. */
export interface HomeInSql {
  readonly id: string;
  readonly tier: string;
  /** Its circle, and an array of those linked with it. */
  readonly circle: string;
  readonly linked: string;
  /** An array of the topics of its good certificates. */
  readonly certificates: string;
}

/** The home under `home` as it stands at this instant, whatever its session says: for whoever decides under locks, and for sweeps. */
export function homeAsItStands(home: string, now: string): HomeInSql {
  return {
    id: `${home}.id`,
    tier: `${home}.tier`,
    circle: `${home}.circle_id`,
    linked: `ARRAY(SELECT CASE WHEN link.low_id = ${home}.circle_id THEN link.high_id ELSE link.low_id END FROM circle_link link
      WHERE ${home}.circle_id IN (link.low_id, link.high_id) AND link.agreed_on IS NOT NULL)`,
    certificates: `ARRAY(SELECT held.topic FROM certificate held
      WHERE held.home_id = ${home}.id AND held.revoked_at IS NULL AND held.expires_at > ${now})`,
  };
}
