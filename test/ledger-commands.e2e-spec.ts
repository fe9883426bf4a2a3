/** `cli ledger verify` as an operator runs it: what it ends with, and what it says of a ledger that somebody has laid hands on. */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { BuiltProgram, type Ended } from './world/built-program.js';
import { moved } from './world/claims.js';
import { aMoneyRequest } from './world/families.js';
import { aFund, does, money } from './world/money.js';
import { aCoordinator, aVouchedHome, PASSWORD, type TestHome } from './world/people.js';
import { temporaryFolder } from './world/temporary-folder.js';
import { World } from './world/world.js';

// Every command is a process of its own.
jest.setTimeout(120_000);

const REFERENCE = 'Transfer 4711 of the Maple family';

let folder: string;
let program: BuiltProgram;
let world: World;
let home: TestHome;
let alias: string;
beforeAll(async () => {
  folder = await temporaryFolder('commands');
  program = await BuiltProgram.runIn(join(folder, 'a clone'));
  world = await World.open();
  const coordinator = await aCoordinator(world);
  home = await aVouchedHome(world, { vouchedBy: coordinator });
  const fundId = await aFund(world, coordinator);
  const pledgeId = await money(world, coordinator, home, fundId, 300);
  await does(world, coordinator, 'receivePledge', {
    ...{ pledgeId, amount: { minor: 5_000, currency: 'USD' }, reference: REFERENCE },
  });
  const request = await aMoneyRequest(world);
  alias = request.alias;
  const { claim } = await does(world, coordinator, 'allocateFromFund', { fundId, requestId: request.requestId });
  await moved(world, 'markPaid', coordinator, claim?.id ?? '', { purpose: 'RENT' });
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

function verify(...args: string[]): Promise<Ended> {
  const { config, urls } = world.instance;
  const settings = { DATABASE_URL: urls.main, DATA_FOLDER: config.dataFolder, SAMPLE: 'off', CANARIES_PER_DAY: '0' };
  return program.start('cli', [...args, 'ledger', 'verify'], settings).end();
}

/** As the owner does who has switched off what stands in the way. */
async function forced(text: string): Promise<string> {
  const { database } = world.instance.owner;
  const triggers = (what: string) =>
    database.query(`${what} triggers`, `ALTER TABLE ledger_entry ${what} TRIGGER USER`).then(() => undefined);
  await triggers('DISABLE');
  const { rows } = await database.query<{ id: string }>(createHash('md5').update(text).digest('hex'), text);
  await triggers('ENABLE');
  return rows[0]?.id ?? '';
}

it('ends with 0 where all of it balances', async () => {
  const { code, stdout } = await verify();
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: '5 transfers of 12 entries between 6 accounts.\nAll of it balances.\n',
  });
});

it('ends with 1 where an entry was changed, says which transfer and which account, and nothing of anybody', async () => {
  const ONE = "(SELECT t.id FROM ledger_transfer t WHERE t.kind = 'PAID')";
  const change = (by: number) =>
    forced(
      `UPDATE ledger_entry SET amount = amount + ${by} WHERE transfer_id = ${ONE} AND amount > 0 RETURNING transfer_id AS id`,
    );
  const transferId = await change(1);
  const broken = await verify();
  expect(broken.code).toBe(1);
  expect(broken.stdout).toContain(`UNBALANCED ${transferId}: the entries of a transfer`);
  expect(broken.stdout).toMatch(/WRONG_BALANCE [0-9a-f-]{36}: the balance of an account/);
  const asJson = await verify('--json');
  expect(asJson.code).toBe(1);
  expect((JSON.parse(asJson.stdout) as { faults: unknown[] }).faults).toContainEqual(
    expect.objectContaining({ fault: 'UNBALANCED', id: transferId }),
  );
  const said = [broken, asJson].map(({ stdout, stderr }) => stdout + stderr).join('\n');
  const { password } = new URL(world.instance.urls.main);
  for (const secret of [home.homeId, home.name, home.email, home.token, alias, REFERENCE, PASSWORD, password]) {
    if (secret !== '') expect(said).not.toContain(secret);
  }
  await change(-1);
  expect(await verify()).toMatchObject({ code: 0 });
});
