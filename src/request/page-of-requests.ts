/** A page of requests reads its lines and the fields of its kinds at most once, when the first of them is asked for. */
import { HalfDayWindowType } from '../calendar/window.type.js';
import type { HelpKind } from '../kernel/help.js';
import type { Viewer } from '../kernel/viewer.js';
import type { Queryable } from '../platform/queryable.js';
import type { Screen } from '../screening/text-reason.js';
import type { TextReview } from '../screening/text-review.type.js';
import type { ListingTexts } from '../sealing/listing-key.js';
import type { LineRowRead, ReadLinesStore } from './read-lines.store.js';
import { readReviews } from './read-reviews.js';
import type { Occurrence, ReadOnAsking, RequestLine } from './request.type.js';
import type { GroceryDetails, MoneyDetails, RideDetails, TimeDetails } from './request-details.type.js';
import type { RequestInSight } from './request-in-sight.js';
import { placeOfLineText, placeOfSummary } from './text-places.js';

export interface PageParts {
  readonly db: Queryable;
  readonly store: ReadLinesStore;
  readonly texts: ListingTexts;
  readonly screen: Screen;
  readonly viewer: Viewer;
  readonly now: Date;
}

interface LinesOfRequest {
  readonly lines: RequestLine[];
  readonly occurrences: Occurrence[];
}

export class PageOfRequests implements ReadOnAsking {
  private readonly seen: ReadonlyMap<string, RequestInSight>;
  private readonly begun = new Map<string, Promise<ReadonlyMap<string, unknown>>>();

  constructor(
    private readonly parts: PageParts,
    requests: readonly RequestInSight[],
  ) {
    this.seen = new Map(requests.map((request) => [request.id, request]));
  }

  async summary(id: string): Promise<string | null> {
    return (await this.once('summaries', () => this.openSummaries())).get(id) ?? null;
  }

  async review(id: string): Promise<TextReview | null> {
    const reviews = await this.once('reviews', () => readReviews(this.parts, [...this.seen.values()]));
    return reviews.get(id) ?? null;
  }

  async lines(id: string): Promise<RequestLine[]> {
    return (await this.ofLines(id))?.lines ?? [];
  }

  async occurrences(id: string): Promise<Occurrence[]> {
    return (await this.ofLines(id))?.occurrences ?? [];
  }

  grocery(id: string): Promise<GroceryDetails> {
    return this.details(id, 'GROCERY', async (ids) =>
      (await this.parts.store.grocery(this.parts.db, ids)).map((row) => [
        row.request_id,
        {
          householdSize: row.household_size,
          substitutions: row.substitutions,
          payer: row.payer,
          budgetCeiling:
            row.budget_ceiling !== null && row.budget_currency !== null
              ? { minor: row.budget_ceiling, currency: row.budget_currency }
              : null,
          dropOff: row.drop_off,
          sharesTrip: row.shares_trip,
        },
      ]),
    );
  }

  ride(id: string): Promise<RideDetails> {
    return this.details(id, 'RIDE', async (ids) =>
      (await this.parts.store.ride(this.parts.db, ids)).map((row) => [
        row.request_id,
        {
          passengers: row.passengers,
          childSeats: { infant: row.infant_seats, toddler: row.toddler_seats, booster: row.booster_seats },
          wheelchair:
            row.wheelchair === 'NONE' || this.seen.get(row.request_id)?.seesNeed(`WHEELCHAIR_${row.wheelchair}`)
              ? row.wheelchair
              : null,
          returnLeg: row.return_leg,
          luggage: row.luggage,
          sharesTrip: row.shares_trip,
        },
      ]),
    );
  }

  money(id: string): Promise<MoneyDetails> {
    return this.details(id, 'MONEY', async (ids) =>
      (await this.parts.store.money(this.parts.db, ids)).map((row) => [
        row.request_id,
        { amount: { minor: row.minor, currency: row.currency }, payableAs: row.payable_as },
      ]),
    );
  }

  time(id: string): Promise<TimeDetails> {
    return this.details(id, 'TIME', async (ids) =>
      (await this.parts.store.time(this.parts.db, ids)).map((row) => [
        row.request_id,
        { skill: row.skill, minutes: row.minutes, language: row.spoken_language, mode: row.mode },
      ]),
    );
  }

  private async details<T>(
    id: string,
    kind: HelpKind,
    read: (ids: string[]) => Promise<(readonly [string, T])[]>,
  ): Promise<T> {
    const found = await this.once(kind, async () => new Map(await read(this.idsOf(kind))));
    const details = found.get(id);
    // Every request has the row of its kind: they are written in one transaction.
    if (details === undefined) throw new Error('a request without the row of its kind');
    return details;
  }

  private async ofLines(id: string): Promise<LinesOfRequest | undefined> {
    const found = await this.once('lines', () => this.readLines());
    return found.get(id);
  }

  private once<T>(what: string, read: () => Promise<ReadonlyMap<string, T>>): Promise<ReadonlyMap<string, T>> {
    const known = this.begun.get(what);
    if (known) return known as Promise<ReadonlyMap<string, T>>; // One name stands for one way of reading.
    const reading = read();
    this.begun.set(what, reading);
    return reading;
  }

  private async openSummaries(): Promise<ReadonlyMap<string, string | null>> {
    const sealed = [...this.seen.values()].flatMap(({ id, summaryBox: box, summaryHeld, seesHeld }) =>
      box && (seesHeld || !summaryHeld.held) ? [{ id, box, place: placeOfSummary(id) }] : [],
    );
    const opened = await this.parts.texts.openMany(sealed, this.parts.now);
    return new Map(sealed.map(({ id }, at) => [id, opened[at] ?? null]));
  }

  private async readLines(): Promise<ReadonlyMap<string, LinesOfRequest>> {
    const { db, store, viewer, now } = this.parts;
    const ids = this.idsOf();
    const rows = viewer.kind === 'HOME' ? await store.linesForHome(db, ids, viewer, now) : await store.lines(db, ids);
    const labels = await this.openTexts(rows);
    return new Map(
      [...Map.groupBy(rows, (row) => row.request_id)].map(([id, its]) => [
        id,
        linesOf(its, labels, this.seen.get(id)?.timeZone ?? 'UTC'),
      ]),
    );
  }

  /** Each text once, however many occurrences have the line. */
  private async openTexts(rows: readonly LineRowRead[]): Promise<ReadonlyMap<string, string | null>> {
    const sealed = new Map<string, { box: Buffer; place: { table: string; column: string; rowId: string } }>();
    for (const row of rows) {
      const seesHeld = this.seen.get(row.request_id)?.seesHeld;
      const { line_id: rowId } = row;
      const label_box = seesHeld || !row.label_held ? row.label_box : null;
      const note_box = seesHeld || !row.note_held ? row.note_box : null;
      if (label_box) sealed.set(`label ${rowId}`, { box: label_box, place: placeOfLineText('label_box', rowId) });
      if (note_box) sealed.set(`note ${rowId}`, { box: note_box, place: placeOfLineText('note_box', rowId) });
    }
    const opened = await this.parts.texts.openMany([...sealed.values()], this.parts.now);
    return new Map([...sealed.keys()].map((key, at) => [key, opened[at] ?? null]));
  }

  private idsOf(kind?: HelpKind): string[] {
    return [...this.seen.values()].filter((its) => !kind || its.kind === kind).map(({ id }) => id);
  }
}

function linesOf(
  rows: readonly LineRowRead[],
  texts: ReadonlyMap<string, string | null>,
  timeZone: string,
): LinesOfRequest {
  const lineOf = (row: LineRowRead): RequestLine => ({
    id: row.line_id,
    label: texts.get(`label ${row.line_id}`) ?? null,
    note: texts.get(`note ${row.line_id}`) ?? null,
    unit: row.unit,
    quantity: row.quantity,
    remaining: row.remaining ?? 0,
    divisible: row.divisible,
  });
  const byOccurrence = Map.groupBy(rows, (row) => row.occurrence_id);
  const occurrences = [...byOccurrence].flatMap(([id, its]): Occurrence[] => {
    const [first] = its;
    if (id === null || !first) return [];
    const { from_half: fromHalf, until_half: untilHalf } = first;
    const isDated = fromHalf !== null && untilHalf !== null;
    return [
      {
        id,
        window: isDated ? HalfDayWindowType.from({ fromHalf, untilHalf, timeZone }) : null,
        lines: its.map(lineOf),
      },
    ];
  });
  const next = occurrences.find(({ lines }) => lines.some(({ remaining }) => remaining > 0)) ?? occurrences[0];
  return { lines: next ? next.lines : (byOccurrence.get(null) ?? []).map(lineOf), occurrences };
}
