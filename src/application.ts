/** The Nest application on an opened instance: made here for serving, for tests and for the command line alike. */
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { isAllowed } from './access/allow.guard.js';
import { AppModule } from './app.module.js';
import { PartnerKeys } from './partner/partner-keys.js';
import { KnownQueries } from './platform/graphql/known-queries.js';
import { furnish, httpAdapter } from './platform/http.js';
import type { InstanceParts } from './platform/instance-parts.js';
import { BrowseRequestsResolver } from './request/browse-requests.resolver.js';

export async function createApplication(parts: InstanceParts): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(parts), httpAdapter(parts.config), {
    // Nest prints errors whole, and a driver's carries the row's values: what breaks is logged by our own logger, without them.
    logger: false,
    abortOnError: false,
    // Fastify reads JSON by itself; Nest would add forms.
    bodyParser: false,
  });
  const partnerKeys = app.get(PartnerKeys, { strict: false });
  const known = app.get(KnownQueries);
  const browse = app.get(BrowseRequestsResolver, { strict: false });
  // No guard is asked on the short way.
  if (!isAllowed('HOME', browse.requests)) throw new Error('homes may not list requests');
  known.readBelieving('requests', browse.believing);
  await furnish(app, parts.config, {
    isKnownOrigin: (origin) => partnerKeys.isKnownOrigin(origin),
    answer: (request, reply) => known.answer(request, reply),
  });
  return app;
}
