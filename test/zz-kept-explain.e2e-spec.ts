import { it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { BrowseRequestsStore, BEGINNING } from '../src/request/browse-requests.store.js';
import { NO_FILTER } from '../src/request/domain/request-filter.js';
import { ReadOffersStore } from '../src/offer/read-offers.store.js';
import { aWrittenHome, aWrittenRequest, aWrittenOffer } from './world/rows.js';
import { World } from './world/world.js';

it('explains', async () => {
  const world = await World.open();
  const owner = world.instance.owner.database;
  const home = await aWrittenHome(world);
  const { requestId } = await aWrittenRequest(world);
  for (let i = 0; i < 40; i++) await aWrittenOffer(world, { homeId: (await aWrittenHome(world)).homeId });
  const q = (t: string, v: unknown[] = []) => owner.query(`x${Math.random()}`, t, v);
  await q('ALTER TABLE occurrence_line DISABLE TRIGGER ALL');
  await q(`CREATE TEMP TABLE IF NOT EXISTS dummy (x int)`);
  await q(`INSERT INTO request SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'alias', 'A ' || n, 'listed', true, 'bucket', 40000 + n % 30))).* FROM request r, generate_series(1, 30000) n WHERE r.id = $1`, [requestId]);
  await q(`INSERT INTO request_line (id, request_id, position, unit, quantity, divisible) SELECT gen_random_uuid(), id, 0, 'BAG', 2, true FROM request r WHERE NOT EXISTS (SELECT FROM request_line l WHERE l.request_id = r.id)`);
  await q(`INSERT INTO occurrence (id, request_id) SELECT gen_random_uuid(), id FROM request r WHERE NOT EXISTS (SELECT FROM occurrence l WHERE l.request_id = r.id)`);
  await q(`INSERT INTO occurrence_line (occurrence_id, line_id, request_id, quantity) SELECT o.id, l.id, o.request_id, l.quantity FROM occurrence o JOIN request_line l USING (request_id) ON CONFLICT DO NOTHING`);
  await q(`INSERT INTO request_hidden SELECT id, sha256(uuid_send(id)) FROM request WHERE bucket % 10 = 1`);
  await q(`INSERT INTO request_hidden SELECT id, sha256(uuid_send(id) || 'x') FROM request WHERE bucket % 10 = 1`);
  await q(`INSERT INTO request_block SELECT id, sha256(uuid_send(id)) FROM request WHERE bucket % 10 = 2`);
  await q('ANALYZE');
  let out = '';
  const explain = { query: async (_n: string, text: string, values: readonly unknown[] = []) => {
    const lit = values.map((v) => v === null ? 'NULL' : Buffer.isBuffer(v) ? `'\\x${v.toString('hex')}'::bytea` : v instanceof Date ? `'${v.toISOString()}'::timestamptz` : Array.isArray(v) ? `'{${v.join(',')}}'` : `'${String(v)}'`);
    await world.instance.database.transaction(async (tx) => {
      const name = `p${Math.floor(Math.random() * 1e9)}`;
      await tx.query(name + 'p', `PREPARE ${name} AS ${text}`);
      for (let i = 0; i < 3; i++) { const r = await tx.query<any>(name + i, `EXPLAIN (ANALYZE, TIMING OFF) EXECUTE ${name}(${lit.join(',')})`); if (i === 2) out += r.rows.map((x) => x['QUERY PLAN']).join('\n') + '\n\n'; }
    });
    return { rows: [], rowCount: 0 } as any;
  } };
  const viewer = { kind: 'HOME', homeId: home.homeId, tier: 'VOUCHED', vouched: true, paused: false, languages: [], features: [] } as any;
  await world.get(BrowseRequestsStore).forHome(explain, viewer, NO_FILTER, { after: BEGINNING, rows: 51 }, world.clock.now());
  await world.get(BrowseRequestsStore).forHome(explain, viewer, { ...NO_FILTER, urgency: ['WHENEVER'], name: 'x' } as any, { after: { ...BEGINNING, urgency: 'WHENEVER', bucket: 40011 }, rows: 21 }, world.clock.now());
  const family = { kind: 'FAMILY', requestIds: new Set((await q('SELECT id FROM request LIMIT 5')).rows.map((r: any) => r.id)), token: 't' } as any;
  await world.get(ReadOffersStore).page(explain, family, {} as any, null, 51, world.clock.now());
  writeFileSync('/tmp/explain.txt', out);
  await world.close();
}, 120000);
