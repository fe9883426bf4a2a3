/** The log says what happened to the service, out of a list of allowed words; never what anybody sent. */
import { type DestinationStream, type Logger as Pino, pino } from 'pino';
import { databaseErrorCode } from './database/database.js';

/** Everything that may stand in a line. A field that is not named here cannot be logged. */
export interface LogFields {
  readonly correlationId?: string;
  readonly operation?: string;
  readonly operationType?: string;
  readonly status?: number;
  readonly milliseconds?: number;
  readonly code?: string;
  readonly errorName?: string;
  readonly sqlState?: string | undefined;
  readonly frames?: readonly string[];
  readonly sweep?: string;
  readonly rows?: number;
  readonly port?: number;
  readonly requestId?: string;
}

const ALLOWED: readonly (keyof LogFields)[] = [
  'correlationId',
  'operation',
  'operationType',
  'status',
  'milliseconds',
  'code',
  'errorName',
  'sqlState',
  'frames',
  'sweep',
  'rows',
  'port',
  'requestId',
];

export class Logger {
  private readonly pino: Pino;

  constructor(level: string, destination?: DestinationStream) {
    this.pino = pino({ level, base: null }, destination ?? pino.destination({ dest: 1, sync: true }));
  }

  /** `message` is a sentence of ours, without anything in it that came from outside. */
  info(message: string, fields: LogFields = {}): void {
    this.pino.info(allowed(fields), message);
  }

  warn(message: string, fields: LogFields = {}): void {
    this.pino.warn(allowed(fields), message);
  }

  /** An error's message may carry values (a driver's does): its kind and its way through the code are kept instead. */
  failure(message: string, error: unknown, fields: LogFields = {}): void {
    this.pino.error(allowed({ ...fields, ...traceOf(error) }), message);
  }
}

function allowed(fields: LogFields): LogFields {
  return Object.fromEntries(ALLOWED.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));
}

function traceOf(error: unknown): LogFields {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !line.includes('node_modules') && !line.includes('node:'))
    .map((line) => line.trim().replace(/\(?file:\/\/.*\/(dist|src|migrations)\//, '($1/'))
    .slice(0, 8);
  return { errorName: error.constructor.name, sqlState: databaseErrorCode(error), frames };
}
