/** `/health/live` says that the process answers, `/health/ready` what it stands on: up or down for each part, and not a word more. */
import { Controller, Get } from '@nestjs/common';
import { HealthCheck, type HealthCheckResult, HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { Readiness } from './readiness.js';

const PATIENCE_MS = 2_000;

@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly readiness: Readiness,
  ) {}

  @Get('live')
  @HealthCheck()
  live(): Promise<HealthCheckResult> {
    return this.health.check([]);
  }

  @Get('ready')
  @HealthCheck()
  ready(): Promise<HealthCheckResult> {
    return this.health.check(
      Object.entries(this.readiness.parts).map(
        ([name, part]) =>
          () =>
            this.look(name, part),
      ),
    );
  }

  /** Not `attempt`: it would tell the message of an error, and how long it took. */
  private async look(name: string, part: () => Promise<void>) {
    const indicator = this.indicators.check(name);
    try {
      await withinPatience(part());
      return indicator.up();
    } catch {
      return indicator.down();
    }
  }
}

function withinPatience(work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer in time')), PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
