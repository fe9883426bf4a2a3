import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type LogFields, Logger } from './logger.js';

/** Every field that a line may have, and the two that pino writes. */
const KNOWN = new Set([
  ...['correlationId', 'operationType', 'status', 'milliseconds', 'code', 'errorName', 'sqlState', 'frames', 'sweep'],
  ...['rows', 'requestId', 'setting', 'level', 'time', 'msg'],
]);

function logged(write: (logger: Logger) => void): Record<string, unknown> {
  const lines: string[] = [];
  write(new Logger('info', { write: (line: string) => lines.push(line) }));
  return JSON.parse(lines.join('')) as Record<string, unknown>; // A line is an object.
}

describe('a line of the log', () => {
  it('keeps what has a field and a shape of its own', () => {
    const fields: LogFields = {
      correlationId: randomUUID(),
      status: 503,
      code: 'BUSY',
      sweep: 'forget-answers',
      rows: 3,
    };
    expect(logged((logger) => logger.info('swept', fields))).toMatchObject(fields);
  });

  it('has no field for anything else, whatever it is given', () => {
    const more = { address: '203.0.113.7', email: 'maria@example.org', operation: 'Maria' };
    const line = logged((logger) => logger.warn('something', { status: 400, ...more }));
    expect(Object.keys(line).filter((name) => !KNOWN.has(name))).toEqual([]);
    expect(JSON.stringify(line)).not.toMatch(/203|maria/i);
  });

  it('leaves out what does not look like its field: nobody’s words stand in one', () => {
    const words = fc.string({ minLength: 3 }).map((text) => `${text} Maria ${text}`);
    fc.assert(
      fc.property(words, (typed) => {
        const names = [
          'correlationId',
          'operationType',
          'code',
          'errorName',
          'sqlState',
          'sweep',
          'requestId',
          'setting',
        ];
        const fields: LogFields = { ...Object.fromEntries(names.map((name) => [name, typed])), frames: [typed] };
        expect(JSON.stringify(logged((logger) => logger.info('something', fields)))).not.toContain('Maria');
      }),
    );
  });

  it('says where an error came from, and nothing of its message, also where that looks like a place', () => {
    const error = new TypeError('Maria\n    at Elm Street 5 (src/family.ts:1:1)\n    at the church, back door');
    const line = logged((logger) => logger.failure('a call broke', error, { status: 500 }));
    expect(line).toMatchObject({ errorName: 'TypeError', status: 500 });
    expect(JSON.stringify(line)).not.toMatch(/Maria|church|Elm/);
    expect(String(line['frames'])).toContain('src/platform/logger.spec.ts');
  });
});
