/** A terminal shows what somebody has to know: PostgreSQL's daily round stays off it, until something went wrong. */

const REMEMBERED = 20;
/** What PostgreSQL writes begins with its severity; everything else are sentences of ours. */
const OF_POSTGRES = /^(LOG|NOTICE|INFO|WARNING|ERROR|FATAL|PANIC|DETAIL|HINT|CONTEXT|STATEMENT|QUERY|LOCATION):/;
const SERIOUS = /^(FATAL|PANIC):/;
/** Sessions that begin too early or are ended by a shutdown: both are part of every start and stop. */
const EXPECTED = /the database system is (starting up|shutting down)|due to administrator command/;

export interface QuietLog {
  readonly log: (line: string) => void;
  /** The newest lines, for when the server ended by itself. */
  lastLines(): readonly string[];
}

export function quietLog(say: (line: string) => void): QuietLog {
  const lines: string[] = [];
  return {
    log: (line) => {
      lines.push(line);
      if (lines.length > REMEMBERED) lines.shift();
      if (!OF_POSTGRES.test(line) || (SERIOUS.test(line) && !EXPECTED.test(line))) say(line);
    },
    lastLines: () => lines,
  };
}
