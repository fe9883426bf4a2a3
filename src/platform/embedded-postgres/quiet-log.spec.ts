import { describe, expect, it } from '@jest/globals';
import { quietLog } from './quiet-log.js';

describe('what a terminal shows of PostgreSQL', () => {
  it.each([
    ['LOG:  database system is ready to accept connections', false],
    ['FATAL:  the database system is starting up', false],
    ['FATAL:  terminating connection due to administrator command', false],
    ['PANIC:  could not write to file "pg_wal/xlogtemp.7": No space left on device', true],
    ['FATAL:  could not open file "global/pg_filenode.map": Permission denied', true],
    ['The database is in /var/lib/sanctuary-homes/cluster-data-1.', true],
  ])('%s', (line, isShown) => {
    const shown: string[] = [];
    const { log, lastLines } = quietLog((its) => shown.push(its));
    log(line);
    expect(shown).toEqual(isShown ? [line] : []);
    expect(lastLines()).toEqual([line]);
  });

  it('keeps the newest lines for when the server ends by itself', () => {
    const { log, lastLines } = quietLog(() => undefined);
    for (let number = 1; number <= 30; number += 1) log(`LOG:  ${number}`);
    expect(lastLines()).toHaveLength(20);
    expect(lastLines().at(-1)).toBe('LOG:  30');
  });
});
