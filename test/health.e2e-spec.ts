/** Health tells which part is down and no more; figures count what happened and name nobody. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import request from 'supertest';
import { RunSweeps } from '../src/platform/jobs/run-sweeps.js';
import { Metrics } from '../src/platform/metrics/metrics.js';
import { startMetricsServer } from '../src/platform/metrics/metrics-server.js';
import { World } from './world/world.js';

jest.setTimeout(30_000);

describe('health and figures', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  it('counts operations by type and outcome, without a word that a client sent', async () => {
    await world.ask('query TypedBySomebody { viewer { kind } }');
    await world.call('query TypedBySomebody { nothing }');
    await world.call('query ($first: Int = 5) { actions(first: $first) { __typename } }', { first: null });
    await world.call('{ viewer { kind } }', {}, { token: 'shh_dead' });
    await world.call('mutation TypedBySomebody { signIn(input: { email: "x", password: "y" }) { __typename } }');
    await world.get(RunSweeps).one('forget-notices', world.clock.now());

    const server = await startMetricsServer(world.get(Metrics), 0);
    const figures = await (await fetch(`http://127.0.0.1:${server?.port}/metrics`)).text();
    expect((await fetch(`http://127.0.0.1:${server?.port}/`)).status).toBe(404);
    await server?.close();
    expect(figures).toContain('sanctuary_operations_total{type="query",outcome="OK"} 1');
    expect(figures).toContain('sanctuary_operations_total{type="none",outcome="GRAPHQL_VALIDATION_FAILED"} 1');
    expect(figures).toContain('sanctuary_operations_total{type="query",outcome="BAD_USER_INPUT"} 1');
    expect(figures).toContain('sanctuary_operations_total{type="none",outcome="UNAUTHENTICATED"} 1');
    expect(figures).toContain('sanctuary_operations_total{type="mutation",outcome="SIGN_IN_FAILED"} 1');
    expect(figures).toContain('sanctuary_swept_rows_total{sweep="forget-notices"} 0');
    expect(figures).toMatch(/sanctuary_pool_connections\{pool="main",state="idle"\} \d/);
    expect(figures).toMatch(/nodejs_eventloop_lag_seconds \d/);
    expect(figures).not.toContain('TypedBySomebody');
  });

  it('says which part is down, and not why', async () => {
    const ready = async () => {
      const { status, body } = await request(world.app.getHttpServer()).get('/health/ready');
      return { status, error: body.error };
    };
    expect(await ready()).toEqual({ status: 200, error: {} });

    const { owner } = world.instance;
    const newest = `DELETE FROM migration WHERE id = (SELECT max(id) FROM migration) RETURNING timestamp, name`;
    const { rows } = await owner.database.query<{ timestamp: string; name: string }>('test-older', newest);
    expect(await ready()).toEqual({ status: 503, error: { migrations: { status: 'down' } } });
    await owner.database.query('test-newer', 'INSERT INTO migration (timestamp, name) VALUES ($1, $2)', [
      rows[0]?.timestamp,
      rows[0]?.name,
    ]);
    expect(await ready()).toMatchObject({ status: 200 });

    await world.instance.keyStore.database.close();
    const down = { status: 'down' };
    expect(await ready()).toEqual({ status: 503, error: { keyStore: down, migrations: down } });
    expect((await request(world.app.getHttpServer()).get('/health/live')).status).toBe(200);
  });
});
