/** Everybody else in the neighbourhood: as many requests, offers and homes as are asked for, in batches, with progress. */
import { randomBytes } from 'node:crypto';
import { shortNamePlace } from '../home/short-name.js';
import { parentAt } from '../place/cell.js';
import { findPostalCode } from '../place/postal-code.js';
import type { OwnerDatabase } from '../platform/instance-parts.js';
import type { Queryable } from '../platform/queryable.js';
import { runningEpochs } from '../request/domain/presence-epochs.js';
import type { DataKeys } from '../sealing/data-keys.js';
import type { ListingTexts } from '../sealing/listing-key.js';
import { bytea, insertRows } from './insert-rows.js';
import { loadOffers } from './load-offers.js';
import { loadRequests, publishableCells } from './load-requests.js';
import { planOffer } from './plan-offers.js';
import { type PlannedRequest, planRequest } from './plan-requests.js';
import type { Seeded } from './seeded.js';
import { homeNames } from './wording.js';

export interface BackgroundSize {
  readonly requests: number;
  readonly offers: number;
}

export interface BackgroundParts {
  readonly owner: OwnerDatabase;
  readonly dataKeys: DataKeys;
  readonly texts: ListingTexts;
  readonly chance: Seeded;
  readonly now: Date;
  /** k of privacy.md. */
  readonly leastFamilies: number;
  readonly say: (line: string) => void;
}

const BATCH = 1_000;
const OFFERS_A_HOME = 6;
const HANDOFF_DAYS = 30;
const MILLISECONDS_A_DAY = 86_400_000;

export async function loadBackground(size: BackgroundSize, parts: BackgroundParts): Promise<void> {
  const db = parts.owner.database;
  const areas = await areasOf(db);
  const homeIds = await loadHomes(Math.max(1, Math.ceil(size.offers / OFFERS_A_HOME)), areas.host, db, parts);
  for (let done = 0; done < size.offers; ) {
    const plans = Array.from({ length: Math.min(BATCH, size.offers - done) }, () => planOffer(parts.chance));
    await loadOffers(plans, parts.chance, { db, homeIds, now: parts.now });
    done += plans.length;
    progress(parts.say, 'offers', done, size.offers);
  }
  for (let done = 0; done < size.requests; ) {
    const plans = Array.from({ length: Math.min(BATCH, size.requests - done) }, () => planRequest(parts.chance));
    await loadBatch(plans, areas, db, parts);
    done += plans.length;
    progress(parts.say, 'requests', done, size.requests);
  }
}

async function loadBatch(plans: readonly PlannedRequest[], areas: Areas, db: Queryable, parts: BackgroundParts) {
  const { chance, dataKeys, texts, now, leastFamilies } = parts;
  const cells = plans.map(({ zip }) => cellOf(zip));
  await countFamilies(cells, db, now);
  const publishable = publishableCells(cells, leastFamilies);
  const handoffKey = await dataKeys.create('HANDOFF', new Date(now.getTime() + HANDOFF_DAYS * MILLISECONDS_A_DAY), now);
  const areaOf = (cell7: string) => areas.own.get(parentAt(cell7, 4)) ?? null;
  await loadRequests(plans, chance, {
    db,
    texts,
    handoffKey,
    now,
    partnerFor: (cell7) => areaOf(cell7) ?? areas.host,
    publishedCell: (cell7) =>
      [6, 5, 4].map((resolution) => parentAt(cell7, resolution)).find((cell) => publishable.has(cell)) ??
      parentAt(cell7, areaOf(cell7) === null ? 3 : 4),
  });
}

interface Areas {
  readonly host: string;
  /** Partners by the resolution-4 cells that they look after. */
  readonly own: ReadonlyMap<string, string>;
}

async function areasOf(db: Queryable): Promise<Areas> {
  const host = await db.query<{ id: string }>('sample-host', 'SELECT id FROM partner WHERE is_host');
  const own = await db.query<{ cell: string; partner_id: string }>(
    'sample-areas',
    'SELECT cell, partner_id FROM partner_area',
  );
  const id = host.rows[0]?.id;
  if (id === undefined) throw new Error('the sample needs the host partner, which the first start makes');
  return { host: id, own: new Map(own.rows.map((row) => [row.cell, row.partner_id])) };
}

/** Homes that nobody signs in to: vouched for and agreed, so that their offers stand. */
async function loadHomes(
  count: number,
  host: string,
  db: Queryable,
  { texts, chance, now }: BackgroundParts,
): Promise<[string, ...string[]]> {
  const { rows } = await db.query<{ circle_id: string; coordinator_id: string }>(
    'sample-circle',
    `SELECT c.id AS circle_id, v.id AS coordinator_id FROM circle c JOIN coordinator v ON v.partner_id = c.partner_id
     WHERE c.partner_id = $1 AND c.is_own ORDER BY v.joined_on LIMIT 1`,
    [host],
  );
  const known = rows[0];
  if (!known) throw new Error('the sample needs a coordinator of the host partner, who vouches for its homes');
  const today = now.toISOString().slice(0, 10);
  const homes = [];
  for (let at = 0; at < count; at += 1) {
    const id = chance.uuid();
    homes.push({
      id,
      circle_id: known.circle_id,
      partner_id: host,
      tier: 'VOUCHED',
      short_name_box: bytea(await texts.seal(chance.pick(homeNames), shortNamePlace(id), now)),
      languages: ['en'],
      features: [],
      vouched_by: known.coordinator_id,
      vouched_on: today,
      last_asked_half: 0,
      registered_on: today,
    });
  }
  for (let at = 0; at < homes.length; at += BATCH) await insertRows(db, 'home', homes.slice(at, at + BATCH));
  const agreed = homes.map(({ id }) => ({ home_id: id, partner_id: host, version: 1, accepted_on: today }));
  for (let at = 0; at < agreed.length; at += BATCH) {
    await insertRows(db, 'agreement_acceptance', agreed.slice(at, at + BATCH));
  }
  const [first, ...others] = homes.map(({ id }) => id);
  return [first ?? '', ...others];
}

/** Each planned request is another family's, taken in by a coordinator: it counts in its cell and the coarser ones. */
async function countFamilies(cells7: readonly string[], db: Queryable, now: Date): Promise<void> {
  const rows = cells7.flatMap((cell7) =>
    [6, 5, 4, 3, 2].flatMap((resolution) =>
      runningEpochs(now).map((epoch) => ({ cell: parentAt(cell7, resolution), epoch, token: bytea(randomBytes(16)) })),
    ),
  );
  await insertRows(db, 'area_presence', rows);
}

function cellOf(zip: string): string {
  const place = findPostalCode('US', zip);
  if (!place.accepted) throw new Error('the sample names a postal code that does not exist');
  return place.value.cell7;
}

function progress(say: (line: string) => void, what: string, done: number, all: number): void {
  if (all > BATCH) say(`${what}: ${done} of ${all} (${Math.floor((done * 100) / all)}%)`);
}
