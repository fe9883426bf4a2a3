/** What the sample's movement did before its week began, and the neighbours that have declared themselves and want to be seen. */
import type { INestApplicationContext } from '@nestjs/common';
import { areaOfCell } from '../movement/area-of-cell.js';
import { monthOf } from '../movement/domain/half-months.js';
import { type Happening, publishableNumbers, tallied } from '../movement/domain/publish-numbers.js';
import { mapPlace } from '../movement/map/map.store.js';
import { MovementStore } from '../movement/movement.store.js';
import { placeOfZip } from '../place/postal-code-table.js';
import type { InstanceParts } from '../platform/instance-parts.js';
import { ListingTexts } from '../sealing/listing-key.js';
import { bytea, insertRows } from './insert-rows.js';
import { metros } from './metros.js';
import type { Seeded } from './seeded.js';
import { streetOf } from './streets.js';

const MONTHS = 4;
/** How often in a month, and how much each time. */
const USUAL = [
  { what: 'DELIVERIES', unit: 'TIMES', times: 160, least: 1, most: 1 },
  { what: 'RIDES', unit: 'TIMES', times: 110, least: 1, most: 1 },
  { what: 'TIME', unit: 'MINUTES', times: 70, least: 45, most: 240 },
  { what: 'MONEY', unit: 'USD', times: 40, least: 2_000, most: 30_000 },
  { what: 'TRAININGS', unit: 'TIMES', times: 45, least: 1, most: 1 },
] as const;
const ASKED_FOR: ReadonlySet<string> = new Set(['DELIVERIES', 'RIDES', 'TIME']);
/** Of every so many neighbours one has declared itself. */
const DECLARED = 2;
const ON_THE_MAP = 14;

/** Each month a little more than the one before it. What is published of it is decided as of any month. */
export async function pastMonths(
  app: INestApplicationContext,
  { owner, clock, config }: InstanceParts,
  chance: Seeded,
): Promise<void> {
  const store = app.get(MovementStore, { strict: false });
  let month = monthOf(clock.now().toISOString().slice(0, 10));
  for (let ago = 1; ago <= MONTHS; ago += 1) {
    month = monthBefore(month);
    const happened = USUAL.flatMap((usual) => {
      const times = Math.round((usual.times * (10 - ago)) / 10);
      return Array.from({ length: times }, () => aHappening(usual, chance));
    });
    await store.publish(owner.database, month, publishableNumbers(tallied(happened), config.leastFamilies));
  }
}

function aHappening({ what, unit, least, most }: (typeof USUAL)[number], chance: Seeded): Happening {
  const { zips } = chance.pick(metros);
  const area = areaOfCell(placeOfZip(chance.pick(zips))?.cell7 ?? null);
  const amount = chance.between(least, most);
  const requestId = ASKED_FOR.has(what) ? chance.uuid() : null;
  return { what, unit, area, amount, homeId: chance.uuid(), requestId, amongFamilies: true };
}

function monthBefore(month: string): string {
  const day = new Date(`${month}T00:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() - 1);
  return day.toISOString().slice(0, 10);
}

/** Of the neighbours that nobody signs in to: half have declared themselves, and some are on the map of two streets in Flatbush. */
export async function neighboursCommit(app: INestApplicationContext, { owner, clock }: InstanceParts): Promise<void> {
  const now = clock.now();
  const today = now.toISOString().slice(0, 10);
  const db = owner.database;
  const { rows } = await db.query<{ id: string }>(
    'sample-neighbours',
    `SELECT id FROM home h WHERE tier = 'VOUCHED' AND NOT EXISTS (SELECT FROM home_member m WHERE m.home_id = h.id) ORDER BY id`,
  );
  const declared = rows.filter((_, at) => at % DECLARED === 0).map(({ id }) => ({ home_id: id, declared_on: today }));
  await insertRows(db, 'sanctuary_declaration', declared);
  const texts = app.get(ListingTexts, { strict: false });
  const shown = rows.slice(0, ON_THE_MAP).map(async ({ id }, at) => {
    const box = await texts.seal(streetOf('11226', at), mapPlace(id), now);
    return { home_id: id, cell_box: bytea(box), named_on: today };
  });
  await insertRows(db, 'map_home', await Promise.all(shown));
  // They are counted with the neighbours in them.
  await db.query('sample-count-anew', 'UPDATE movement_mark SET homes_counted_on = NULL, map_counted_on = NULL');
}
