/** The log says what happened to the service, out of a list of allowed words; never what anybody sent. */
import { type DestinationStream, type Logger as Pino, pino } from 'pino';
import { databaseErrorCode } from './database/database.js';

/** Everything that may stand in a line. A field that is not named here cannot be logged: no address, no name, nobody's words. */
export interface LogFields {
  readonly correlationId?: string;
  readonly operationType?: string;
  readonly status?: number;
  readonly milliseconds?: number;
  readonly code?: string;
  readonly errorName?: string;
  readonly sqlState?: string | undefined;
  readonly frames?: readonly string[];
  readonly sweep?: string;
  readonly rows?: number;
  /** The one id of a family's that may stand here. */
  readonly requestId?: string;
  /** Of the database server. */
  readonly setting?: string;
}

const UUID = /^[0-9a-f-]{36}$/;
const CODE = /^[A-Z][A-Z0-9_]{1,60}$/;
/** A place in the program. */
const FRAME = /^at (?:[\w$.<>[\] ]+ )?\(?(?:dist\/)?(?:src|migrations|test)\/[\w./-]+:\d+:\d+\)?$/;
const WHOLE_NUMBER = /^\d{1,12}$/;

/** And of which shape: what has another is left out of the line. */
const SHAPE_OF: Readonly<Record<keyof LogFields, RegExp>> = {
  correlationId: UUID,
  operationType: /^(query|mutation|subscription)$/,
  status: WHOLE_NUMBER,
  milliseconds: WHOLE_NUMBER,
  code: CODE,
  errorName: /^[A-Za-z$_][\w$]{0,60}$/,
  sqlState: /^[A-Z0-9_]{3,30}$/,
  frames: FRAME,
  sweep: /^[a-z][a-z-]{1,60}$/,
  rows: WHOLE_NUMBER,
  requestId: UUID,
  setting: /^[a-z_.]{1,60}$/,
};

const MOST_FRAMES = 8;

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

  /** Somebody should look, now: the code says at what. */
  alarm(code: string): void {
    this.pino.error(allowed({ code }), 'an alarm was raised');
  }

  /** An error's message may carry values (a driver's does): its kind and its way through the code are kept instead. */
  failure(message: string, error: unknown, fields: LogFields = {}): void {
    this.pino.error(allowed({ ...fields, ...traceOf(error) }), message);
  }
}

function allowed(fields: LogFields): LogFields {
  const kept: Record<string, unknown> = {};
  for (const [name, shape] of Object.entries(SHAPE_OF)) {
    const value: unknown = fields[name as keyof LogFields]; // The table has exactly the fields of a line.
    if (Array.isArray(value)) kept[name] = value.filter((one) => shape.test(String(one)));
    else if (value !== undefined && shape.test(String(value))) kept[name] = value;
  }
  return kept;
}

function traceOf(error: unknown): LogFields {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const { stack = '', message } = error;
  // The message stands before the way, with whatever it quotes; one that was changed since cannot be told from it.
  const way = stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : '';
  const frames = way
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !line.includes('node_modules') && !line.includes('node:'))
    .map((line) => line.trim().replace(/(\(?)(?:file:\/\/)?\/.*?\/((?:dist|src|migrations|test)\/)/, '$1$2'))
    .filter((line) => FRAME.test(line))
    .slice(0, MOST_FRAMES);
  return { errorName: error.constructor.name, sqlState: databaseErrorCode(error), frames };
}
