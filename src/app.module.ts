/** All folders of the product, wired together. */
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { AccessModule } from './access/access.module.js';
import { AttemptsModule } from './access/attempts.module.js';
import { CallContextFactory } from './access/call-context-factory.js';
import { CanaryModule } from './canary/canary.module.js';
import { ExplorerModule } from './explorer/explorer.module.js';
import { featureModules } from './feature-modules.js';
import { PartsOfHomeModule } from './home/ending/parts-of-home.js';
import { Clock } from './kernel/clock.js';
import { MeteringModule } from './metering/metering.module.js';
import { partsOfHome } from './parts-of-home.js';
import { AlarmsModule } from './platform/alarms/alarms.module.js';
import { Database } from './platform/database/database.js';
import { ForgetAnswers } from './platform/graphql/forget-answers.js';
import { graphqlOptions } from './platform/graphql/graphql-options.js';
import { IdempotencyPlugin } from './platform/graphql/idempotency.plugin.js';
import { IdempotencyStore } from './platform/graphql/idempotency.store.js';
import { InputPipe } from './platform/graphql/input.pipe.js';
import { KnownQueries } from './platform/graphql/known-queries.js';
import { metricsPlugin } from './platform/graphql/metrics.plugin.js';
import { OutcomeInterceptor } from './platform/graphql/outcome.interceptor.js';
import { HealthModule } from './platform/health/health.module.js';
import { type InstanceParts, InstancePartsModule, Settings } from './platform/instance-parts.js';
import { JobsModule } from './platform/jobs/jobs.module.js';
import { Logger } from './platform/logger.js';
import { MailModule } from './platform/mail/mail.module.js';
import { Metrics } from './platform/metrics/metrics.js';
import { MetricsModule } from './platform/metrics/metrics.module.js';
import { PlainErrorsFilter } from './platform/plain-errors.filter.js';
import { InstanceSecrets } from './sealing/instance-secrets.js';
import { SealingModule } from './sealing/sealing.module.js';
import { scheduledSweeps } from './sweeps.js';

@Module({})
export class AppModule {
  static of(parts: InstanceParts): DynamicModule {
    const known = new KnownQueries();
    return {
      module: AppModule,
      imports: [
        InstancePartsModule.with(parts),
        MetricsModule,
        MailModule,
        AlarmsModule,
        SealingModule,
        MeteringModule,
        // Its guard comes before the one that denies: whoever may not ask at all is noticed too.
        CanaryModule,
        AttemptsModule,
        PartsOfHomeModule.of(partsOfHome),
        AccessModule,
        ...featureModules,
        HealthModule,
        ...(parts.config.explorer ? [ExplorerModule] : []),
        JobsModule.of(scheduledSweeps),
        GraphQLModule.forRootAsync<ApolloDriverConfig>({
          driver: ApolloDriver,
          imports: [AccessModule],
          inject: [CallContextFactory, Settings, Logger, Database, InstanceSecrets, Clock, Metrics],
          useFactory: (
            contexts: CallContextFactory,
            { config }: Settings,
            logger: Logger,
            database: Database,
            secrets: InstanceSecrets,
            clock: Clock,
            metrics: Metrics,
          ) => {
            known.open({
              queryCost: config.queryCost,
              contextOf: (request) => contexts.contextOf(request),
              believedContextOf: (request) => contexts.believedContextOf(request),
              count: (seconds) => metrics.countOperation('query', 'OK', seconds),
            });
            return graphqlOptions({
              explorer: config.explorer,
              queryCost: config.queryCost,
              logger,
              known,
              plugins: [
                metricsPlugin(metrics),
                new IdempotencyPlugin(database, new IdempotencyStore(), secrets.secret('idempotency-pepper'), clock),
              ],
            });
          },
        }),
      ],
      providers: [
        { provide: KnownQueries, useValue: known },
        IdempotencyStore,
        ForgetAnswers,
        { provide: APP_INTERCEPTOR, useClass: OutcomeInterceptor },
        { provide: APP_PIPE, useClass: InputPipe },
        { provide: APP_FILTER, useClass: PlainErrorsFilter },
      ],
    };
  }
}
