/** The HTTP server: what it takes, from whom, and the headers under which a browser shows it. */
import { randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { withinCall } from './current-call.js';
import { LIMITS } from './graphql/graphql-options.js';

const REQUEST_TIMEOUT_MS = 5_000;
const CORS_KEPT_SECONDS = 600;

/** `trustProxy`: the addresses of proxies in front, which name the client; nobody else's word is taken for it. */
export function httpAdapter(trustProxy: string): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: LIMITS.bodyBytes,
    requestTimeout: REQUEST_TIMEOUT_MS,
    logger: false,
    trustProxy,
    // An address that is none: Fastify would repeat it.
    frameworkErrors: (_error: unknown, _request: unknown, reply: FastifyReply) =>
      reply.code(400).send({ code: 'BAD_REQUEST' }),
  });
}

/** `isKnownOrigin` says whether some partner's publishable key names the origin. */
export async function furnish(
  app: NestFastifyApplication,
  isKnownOrigin: (origin: string) => Promise<boolean>,
): Promise<void> {
  // Nest's adapter types its instance by its own generics; it is Fastify's.
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.addHook('onRequest', (_request, reply, done) => {
    // A phone that is handed on, or taken, holds no answer of ours.
    void reply.header('cache-control', 'no-store');
    withinCall({ correlationId: randomUUID() }, done);
  });
  await fastify.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    referrerPolicy: { policy: 'no-referrer' },
  });
  await fastify.register(cors, {
    origin: async (origin: string | undefined) => origin !== undefined && (await isKnownOrigin(origin)),
    methods: ['POST'],
    allowedHeaders: ['authorization', 'content-type', 'x-partner-key', 'idempotency-key', 'accept-language'],
    exposedHeaders: ['idempotency-replayed'],
    maxAge: CORS_KEPT_SECONDS,
    strictPreflight: false,
  });
}
