/** The rule of `domain/first-meeting.ts` in SQL, so that only candidates leave the database: the first period that has both time and enough. */

export interface MeetingInSql {
  /** The offer's id. */
  readonly offer: string;
  /** Whether the offer stands at any time. */
  readonly anytime: string;
  /** From when to when the two could meet: timestamptz, neither null. */
  readonly from: string;
  readonly until: string;
  /** Whether a day is asked for: then the offer's other windows on it count as well, whichever period they are in. */
  readonly isDated: string;
  /** A relation of `unit`, `remaining` and `divisible`: what is asked for. */
  readonly asked: string;
}

/**
 * The period, with `starts_at` and `ends_at`; what is left in it as `lines`, `[unit, remaining]` of each; and as `windows`, `[opensAt, closesAt]` in
 * milliseconds, those of the offer that share time with the span, and where no day is asked for with the period as well: null when there are none.
 */
export function firstMeetingIn({ offer, anytime, from, until, isDated, asked }: MeetingInSql): string {
  const inPeriod = `w.opens_at < least(${until}, p.ends_at) AND w.closes_at > greatest(${from}, p.starts_at)`;
  return `(SELECT p.starts_at, p.ends_at, left_in.lines, open.windows FROM offer_period p
    CROSS JOIN LATERAL (
      SELECT json_agg(json_build_array(g.unit, c.quantity - c.held - c.used)) AS lines,
        bool_or(EXISTS (SELECT FROM ${asked} WHERE a.remaining > 0 AND g.unit IN (a.unit, 'RUN') AND c.quantity - c.held - c.used >=
          CASE WHEN a.divisible OR g.unit = 'RUN' THEN 1 ELSE a.remaining END)) AS is_enough
      FROM offer_capacity c JOIN offer_line g ON g.id = c.line_id WHERE c.period_id = p.id) left_in
    CROSS JOIN LATERAL (
      SELECT json_agg(json_build_array(${millis('w.opens_at')}, ${millis('w.closes_at')}) ORDER BY w.opens_at) FILTER (WHERE ${isDated} OR ${inPeriod}) AS windows,
        bool_or(${inPeriod}) AS in_period
      FROM offer_window w WHERE w.offer_id = ${offer} AND w.opens_at < ${until} AND w.closes_at > ${from}) open
    WHERE p.offer_id = ${offer} AND p.ends_at > ${from} AND p.starts_at < ${until} AND left_in.is_enough
      AND (open.in_period OR ${anytime})
    ORDER BY p.starts_at LIMIT 1)`;
}

export function millis(instant: string): string {
  return `(extract(epoch FROM ${instant}) * 1000)::bigint`;
}

/** Money may have no windows at all: it is there at any time. */
export function standsAnytime(offer: string): string {
  return `(${offer}.kind = 'MONEY' AND ${offer}.rule IS NULL
    AND NOT EXISTS (SELECT FROM offer_window w WHERE w.offer_id = ${offer}.id))`;
}
