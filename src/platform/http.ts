/** The HTTP server: what it takes, from whom, and the headers under which a browser shows it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import cors from '@fastify/cors';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import helmet from 'helmet';
import type { Config } from './config.js';
import { answered, newCall, withinCall } from './current-call.js';
import { GRAPHQL_PATH, LIMITS } from './graphql/limits.js';

const CORS_KEPT_SECONDS = 600;
/** How often connections are looked at that send their request too slowly; left alone, Node looks every 30 s. */
const SLOW_ONES_CHECKED_MS = 1_000;

/** `trustProxy`: the addresses of proxies in front, which name the client; nobody else's word is taken for it. */
export function httpAdapter({ trustProxy, callTimeoutSeconds }: Config): FastifyAdapter {
  const timeout = callTimeoutSeconds * 1_000;
  return new FastifyAdapter({
    bodyLimit: LIMITS.bodyBytes,
    requestTimeout: timeout,
    http: {
      headersTimeout: timeout,
      connectionsCheckingInterval: SLOW_ONES_CHECKED_MS,
      maxHeaderSize: LIMITS.headerBytes,
    },
    logger: false,
    // Nothing here is middleware in the manner of Express.
    skipMiddie: true,
    trustProxy,
    // An address that is none: Fastify would repeat it.
    frameworkErrors: (_error: unknown, _request: unknown, reply: FastifyReply) =>
      reply.code(400).send({ code: 'BAD_REQUEST' }),
  });
}

export interface Furnishing {
  /** Whether some partner's publishable key names the origin. */
  readonly isKnownOrigin: (origin: string) => Promise<boolean>;
  /** Answers a call of GraphQL, or leaves it to GraphQL's own handler. */
  readonly answer: (request: FastifyRequest, reply: FastifyReply) => Promise<boolean>;
}

export async function furnish(
  app: NestFastifyApplication,
  { callTimeoutSeconds }: Config,
  { isKnownOrigin, answer }: Furnishing,
): Promise<void> {
  // Nest's adapter types its instance by its own generics; it is Fastify's.
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const headers = headersOfAll();
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    const call = newCall(callTimeoutSeconds * 1_000);
    // Fastify's own handlerTimeout stops its watch as soon as a body has been read.
    const impatience = setTimeout(() => {
      if (!reply.sent) reply.code(503).send({ code: 'UNAVAILABLE', correlationId: call.correlationId });
    }, callTimeoutSeconds * 1_000);
    reply.raw.once('close', () => {
      clearTimeout(impatience);
      answered(call);
    });
    withinCall(call, done);
  });
  // JSON is all that is read.
  fastify.removeContentTypeParser('text/plain');
  await fastify.register(cors, {
    // Where no browser asks, nothing is waited for.
    origin: (origin: string | undefined, decide: (error: Error | null, isKnown: boolean) => void) =>
      origin === undefined ? decide(null, false) : isKnownOrigin(origin),
    methods: ['POST'],
    allowedHeaders: ['authorization', 'content-type', 'x-partner-key', 'idempotency-key', 'accept-language'],
    exposedHeaders: ['idempotency-replayed'],
    maxAge: CORS_KEPT_SECONDS,
    strictPreflight: false,
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    const refused = refusedUnread(request);
    if (refused === null) done();
    else reply.code(refused.status).headers(refused.headers).send({ code: refused.code });
  });
  fastify.addHook('preHandler', (request, reply, done) => {
    if (request.routeOptions.url !== GRAPHQL_PATH || request.method !== 'POST') {
      done();
      return;
    }
    answer(request, reply).then((answered) => {
      if (!answered) done();
    }, done);
  });
}

/** Of every answer, and the same for each: reckoned once. */
function headersOfAll(): Readonly<Record<string, string>> {
  // A phone that is handed on, or taken, holds no answer of ours.
  const headers: Record<string, string> = { 'cache-control': 'no-store' };
  const furnish = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    referrerPolicy: { policy: 'no-referrer' },
  });
  // All that helmet does with an answer is this.
  const answer = {
    setHeader: (name: string, value: string) => {
      headers[name.toLowerCase()] = value;
    },
    removeHeader: () => undefined,
  };
  furnish({} as IncomingMessage, answer as unknown as ServerResponse, () => undefined);
  return headers;
}

/** GraphQL in an address would stand in the log of every proxy on its way; what is packed is not unpacked for anybody. */
function refusedUnread({ method, routeOptions, headers }: FastifyRequest) {
  if (routeOptions.url === GRAPHQL_PATH && method !== 'POST' && method !== 'OPTIONS') {
    return { status: 405, headers: { allow: 'POST, OPTIONS' }, code: 'METHOD_NOT_ALLOWED' };
  }
  const packed = headers['content-encoding'];
  if (packed !== undefined && packed !== 'identity') {
    return { status: 415, headers: { 'accept-encoding': 'identity' }, code: 'UNSUPPORTED_MEDIA_TYPE' };
  }
  return null;
}
