import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PersonSessions } from '../src/access/person-sessions.js';
import { claimRequest, quantitiesOf } from './world/claims.js';
import { aGrocery } from './world/families.js';
import { aWrittenHome } from './world/rows.js';
import { World } from './world/world.js';
import http from 'node:http';
describe('t', () => {
  let world: World; let homes: {token:string}[] = [];
  beforeAll(async () => { world = await World.open(); for (let i=0;i<200;i++) homes.push(await aWrittenHome(world)); }, 120000);
  afterAll(async () => { await world.close(); });
  it('thousand', async () => {
    const port = (world.app.getHttpServer().address() as any).port;
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1000 });
    const call = (token: string, requestId: string) => new Promise<{ms:number, body:string}>((res, rej) => {
      const t0 = performance.now();
      const body = requestId === '' ? JSON.stringify({ query: '{ viewer { kind } }' }) : JSON.stringify({ query: 'mutation ($input: ClaimRequestInput!) { claimRequest(input: $input) { ... on ClaimPlaced { claim { id } } ... on Refusal { code } } }', variables: { input: { requestId, plannedFor: { date: '2026-06-11', half: 'MORNING' } } } });
      const r = http.request({ port, host: '127.0.0.1', path: '/graphql', method: 'POST', agent, headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'content-length': Buffer.byteLength(body) } }, (m) => { let s=''; m.on('data', (d) => s+=d); m.on('end', () => res({ ms: performance.now()-t0, body: s })); });
      r.on('error', rej); r.end(body);
    });
    for (let round=0; round<3; round++) { const c0 = process.cpuUsage(); const t0 = performance.now(); await Promise.all(Array.from({length:1000}, (_,i) => call(homes[i%200]!.token, ''))); const cu = process.cpuUsage(c0); process.stderr.write('viewer '+JSON.stringify({cpu: Math.round((cu.user+cu.system)/1000), total: Math.round(performance.now()-t0)})+'\n'); }
    for (let round=0; round<4; round++) {
      const request = await aGrocery(world, { items: [{ name: 'Stroller', quantity: 1, unit: 'PIECE' }] });
      const c0 = process.cpuUsage();
      const t0 = performance.now();
      const all = await Promise.all(Array.from({length:1000}, (_,i) => call(homes[i%200]!.token, request.requestId)));
      const total = performance.now()-t0;
      const ms = all.map(a=>a.ms).sort((a,b)=>a-b);
      const kinds: Record<string, number> = {}; for (const a of all) { const k = a.body.includes('NOTHING_LEFT')?'NL':a.body.includes('claim":{')?'OK':a.body.slice(0,200); kinds[k]=(kinds[k]??0)+1; }
      const cu = process.cpuUsage(c0); process.stderr.write(JSON.stringify({cpu: Math.round((cu.user+cu.system)/1000), round,total:Math.round(total), p50: Math.round(ms[500]!), max: Math.round(ms[999]!), kinds})+'\n');
      expect(await quantitiesOf(world, request.requestId)).toMatchObject([{held:1}]);
    }
  }, 120000);
});
