/** What was erased since a backup was made is erased again before anybody is served: keys, rings and codes first, then what families took back. */
import type { ErasureJournal } from '../sealing/erasure/erasure-journal.js';
import type { OwnerConnection } from './owner-connection.store.js';

export interface ErasedAgain {
  readonly keys: number;
  readonly rings: number;
  readonly codes: number;
  readonly requests: number;
  readonly withdrawn: number;
  readonly texts: number;
  readonly homes: number;
  readonly members: number;
}

const AT_ONCE = 1_000;
const IS_GONE = (what: string, bytes: string) =>
  `EXISTS (SELECT FROM gone WHERE gone.digest = erased_digest('${what}', ${bytes}))`;
const TEXT = (column: string) => `convert_to(${column}::text, 'UTF8')`;

/** Tables of which nothing is left of a home that is erased. */
const OF_A_HOME_ALONE = [
  ...['vouch', 'vouch_code', 'earned_delivery', 'home_known_address', 'home_invitation', 'notice', 'map_home'],
  ...['home_commitment', 'sanctuary_declaration', 'step_mark', 'step_reminder'],
];

/** Both as their owners, restored or not. `endsAt`: the end of a half-day (UTC). */
export async function eraseAgain(
  keys: OwnerConnection,
  main: OwnerConnection,
  journal: ErasureJournal,
  endsAt: Date,
): Promise<ErasedAgain> {
  await gather([keys, main], journal);
  const inKeys = await keys.transaction(async () => ({
    keys: await count(keys, `DELETE FROM data_key WHERE ${IS_GONE('data_key', TEXT('id'))}`),
    rings: await count(keys, `DELETE FROM ring WHERE ${IS_GONE('ring', 'verifier')}`),
    codes: await raiseGenerations(keys, main),
  }));
  const inMain = await main.transaction(async () => {
    await main.query(
      'erased-requests',
      `CREATE TEMP TABLE gone_request AS SELECT id FROM request WHERE ${IS_GONE('request', TEXT('id'))}`,
    );
    await main.query(
      'withdrawn-requests',
      `CREATE TEMP TABLE withdrawn_request AS SELECT id FROM request WHERE ended_at IS NULL AND ${IS_GONE('withdrawn', TEXT('id'))}`,
    );
    await endClaimsOn(main, 'SELECT id FROM gone_request UNION SELECT id FROM withdrawn_request', endsAt);
    const homes = await eraseHomes(main, endsAt);
    return {
      ...homes,
      requests: await count(main, 'DELETE FROM request WHERE id IN (SELECT id FROM gone_request)'),
      withdrawn: await count(
        main,
        `UPDATE request SET ending = 'WITHDRAWN', ended_at = $1 WHERE id IN (SELECT id FROM withdrawn_request)`,
        [endsAt],
      ),
      texts:
        (await count(main, `UPDATE home SET short_name_box = NULL WHERE ${IS_GONE('box', 'short_name_box')}`)) +
        (await count(main, `UPDATE map_home SET cell_box = NULL WHERE ${IS_GONE('box', 'cell_box')}`)) +
        (await count(main, `UPDATE request SET summary_box = NULL WHERE ${IS_GONE('box', 'summary_box')}`)) +
        (await count(main, `UPDATE request_line SET label_box = NULL WHERE ${IS_GONE('box', 'label_box')}`)) +
        (await count(main, `UPDATE request_line SET note_box = NULL WHERE ${IS_GONE('box', 'note_box')}`)) +
        (await count(main, `DELETE FROM sealed.handoff WHERE ${IS_GONE('box', 'box')}`)) +
        (await count(main, `DELETE FROM sealed.claim_handoff WHERE ${IS_GONE('box', 'box')}`)),
    };
  });
  return { ...inKeys, ...inMain };
}

/** Where nothing says which families erased themselves, all of them have. */
export async function eraseFamilies(main: OwnerConnection, endsAt: Date): Promise<number> {
  return main.transaction(async () => {
    await endClaimsOn(main, 'SELECT id FROM request', endsAt);
    return count(main, 'DELETE FROM request');
  });
}

/** From the journal and from what either database remembers itself, into a table of the connection's own. */
async function gather(connections: readonly OwnerConnection[], journal: ErasureJournal): Promise<void> {
  for (const connection of connections) {
    await connection.query('make-gone', 'CREATE TEMP TABLE gone (digest bytea PRIMARY KEY)');
  }
  const add = async (digests: readonly Buffer[]) => {
    for (const connection of connections) {
      await connection.query(
        'add-gone',
        'INSERT INTO gone SELECT DISTINCT unnest($1::bytea[]) ON CONFLICT DO NOTHING',
        [digests],
      );
    }
  };
  let batch: Buffer[] = [];
  for await (const entry of journal.entries()) {
    if (!('digest' in entry)) continue;
    batch.push(entry.digest);
    if (batch.length < AT_ONCE) continue;
    await add(batch);
    batch = [];
  }
  if (batch.length > 0) await add(batch);
  for (const connection of connections) {
    for (let after: Buffer = Buffer.alloc(0); ; ) {
      const { rows } = await connection.query<{ digest: Buffer }>(
        'remembered',
        'SELECT digest FROM erased WHERE digest > $1 ORDER BY digest LIMIT $2',
        [after, AT_ONCE],
      );
      await add(rows.map(({ digest }) => digest));
      const last = rows.at(-1);
      if (!last || rows.length < AT_ONCE) break;
      after = last.digest;
    }
  }
}

/** Codes that were replaced since the backup: as often as the journal knows, one after the other. */
async function raiseGenerations(keys: OwnerConnection, main: OwnerConnection): Promise<number> {
  let raised = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await main.query<{ id: string }>(
      'requests',
      'SELECT id FROM request WHERE id > $1 ORDER BY id LIMIT $2',
      [after, AT_ONCE],
    );
    let ids = rows.map(({ id }) => id);
    while (ids.length > 0) {
      const { rows: next } = await keys.query<{ id: string }>(
        'raise-generations',
        `INSERT INTO reissued_request (request_id, generation)
         SELECT its.id, its.generation FROM (
           SELECT asked.id, coalesce(r.generation, 0) + 1 AS generation
           FROM unnest($1::text[]) AS asked (id) LEFT JOIN reissued_request r ON r.request_id = asked.id) its
         WHERE ${IS_GONE('generation', `convert_to(its.id || '/' || its.generation, 'UTF8')`)}
         ON CONFLICT (request_id) DO UPDATE SET generation = EXCLUDED.generation RETURNING request_id AS id`,
        [ids],
      );
      raised += next.length;
      ids = next.map(({ id }) => id);
    }
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) return raised;
    after = last.id;
  }
}

/** Who left, and homes that are gone: their keys went before. */
async function eraseHomes(main: OwnerConnection, endsAt: Date): Promise<{ homes: number; members: number }> {
  await main.query(
    'erased-homes',
    `CREATE TEMP TABLE gone_home AS SELECT id FROM home WHERE erased_on IS NULL AND ${IS_GONE('home', TEXT('id'))}`,
  );
  const gone = '(SELECT id FROM gone_home)';
  await main.query(
    'end-claims-of-homes',
    `UPDATE claim SET status = 'CANCELLED', end_reason = 'WITHDRAWN', ended_at = $1 WHERE ended_at IS NULL AND home_id IN ${gone}`,
    [endsAt],
  );
  await main.query(
    'take-back-vouches-of-homes',
    `SELECT let_fall(ARRAY(SELECT id FROM vouch WHERE by_home_id IN ${gone} AND withdrawn_on IS NULL), '{}', $1::date)`,
    [endsAt],
  );
  await main.query('erase-vouch', `DELETE FROM vouch WHERE by_home_id IN ${gone}`);
  const homes = await count(
    main,
    `UPDATE home SET closed_at = coalesce(closed_at, $1), erased_on = $1::date, short_name_box = NULL, languages = '{}', features = '{}',
       tier = 'NEW', vouched_by = NULL, vouched_on = NULL WHERE id IN ${gone}`,
    [endsAt],
  );
  const members = await count(
    main,
    `DELETE FROM home_member WHERE home_id IN ${gone} OR ${IS_GONE('member', TEXT('id'))}`,
  );
  for (const table of OF_A_HOME_ALONE) {
    await main.query(`erase-${table}`, `DELETE FROM ${table} WHERE home_id IN ${gone}`);
  }
  await main.query(
    'erase-offers-of-homes',
    `DELETE FROM offer o WHERE home_id IN ${gone} AND NOT EXISTS (SELECT FROM claim c WHERE c.offer_id = o.id)`,
  );
  await main.query(
    'blur-offers-of-homes',
    `UPDATE offer SET status = 'WITHDRAWN', made_for_claim = true, note_box = NULL, note_state = 'SHOWN', note_half = NULL,
       note_reasons = '{}' WHERE home_id IN ${gone}`,
  );
  return { homes, members };
}

/** What they hold goes back to its offers. */
async function endClaimsOn(main: OwnerConnection, requests: string, endsAt: Date): Promise<void> {
  await main.query(
    'end-claims',
    `UPDATE claim SET status = 'CANCELLED', end_reason = 'WITHDRAWN', ended_at = $1
     WHERE ended_at IS NULL AND shape <> 'GIVING' AND request_id IN (${requests})`,
    [endsAt],
  );
}

async function count(connection: OwnerConnection, text: string, values: readonly unknown[] = []): Promise<number> {
  return (await connection.query('erase-again', text, values)).rowCount;
}
