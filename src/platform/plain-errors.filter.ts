/** What goes wrong before GraphQL is answered with a status and a code: neither address nor body is repeated. */
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { currentCall } from './current-call.js';
import { Logger } from './logger.js';

const CODE_OF_STATUS: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  408: 'TIMEOUT',
  413: 'TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  503: 'UNAVAILABLE',
};

@Catch()
export class PlainErrorsFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    // GraphQL's own errors are formatted by Apollo.
    if (host.getType<string>() === 'graphql') throw error;
    const status = statusOf(error);
    const correlationId = currentCall()?.correlationId ?? '';
    if (status >= 500 && status !== 503) this.logger.failure('a request broke', error, { correlationId, status });
    const body = bodyOf(error, status);
    void host
      .switchToHttp()
      .getResponse<FastifyReply>()
      .status(status)
      .send(body ?? { code: CODE_OF_STATUS[status] ?? 'ERROR', correlationId });
  }
}

/** Nest's exceptions say `getStatus()`, Fastify's errors `statusCode`. */
function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null) return 500;
  if ('getStatus' in error && typeof error.getStatus === 'function') return Number(error.getStatus());
  return 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
}

/** Health says which part is down: words of ours. */
function bodyOf(error: unknown, status: number): unknown {
  if (status !== 503 || typeof error !== 'object' || error === null) return null;
  return 'getResponse' in error && typeof error.getResponse === 'function' ? error.getResponse() : null;
}
