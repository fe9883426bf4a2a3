/** What a viewer may read of a request: the one place where rows become what somebody sees. */
import { Injectable } from '@nestjs/common';
import { localDateAt } from '../calendar/half-day.js';
import { HalfDayWindowType } from '../calendar/window.type.js';
import { type AccessNeed, featureFor } from '../kernel/access-needs.js';
import { languagesInCommon } from '../kernel/languages.js';
import type { Language } from '../kernel/refusals.js';
import type { Viewer } from '../kernel/viewer.js';
import { Area } from '../place/place.type.js';
import { Database } from '../platform/database/database.js';
import { ListingTexts } from '../sealing/listing-key.js';
import { MOST_RENEWALS } from './domain/expiry.js';
import { type RequestStatus, requestStatus } from './domain/request.js';
import { PageOfRequests, placeOfSummary } from './page-of-requests.js';
import { ReadLinesStore } from './read-lines.store.js';
import {
  type ListedRequestRow,
  ReadRequestsStore,
  type RequestRowRead,
  type ShownRequestRow,
} from './read-requests.store.js';
import type { HelpRequest } from './request.type.js';
import { GroceryRequest, MoneyRequest, RideRequest, TimeRequest } from './request-kinds.type.js';

/** What of the row the ladder of privacy.md gives to this viewer. */
interface Sight {
  /** The family itself, or a coordinator: sees what concerns only them. */
  readonly isOwner: boolean;
  readonly tookIn: boolean;
  readonly seesTexts: boolean;
  readonly languages: readonly string[];
  readonly needs: readonly AccessNeed[];
}

const CLASS_OF_KIND = { GROCERY: GroceryRequest, RIDE: RideRequest, MONEY: MoneyRequest, TIME: TimeRequest } as const;

@Injectable()
export class ReadRequests {
  constructor(
    private readonly database: Database,
    private readonly store: ReadRequestsStore,
    private readonly linesStore: ReadLinesStore,
    private readonly texts: ListingTexts,
  ) {}

  /** Those that are there for the viewer, by id; the others are missing from the answer, and nobody learns why. */
  async byIds(
    viewer: Viewer,
    ids: readonly string[],
    now: Date,
    language: Language = 'en',
  ): Promise<ReadonlyMap<string, HelpRequest>> {
    const rows = await this.rowsFor(viewer, ids, now);
    return new Map((await this.fromShown(viewer, rows, now, language)).map((request) => [request.id, request]));
  }

  /** Rows of a list whose statement decided already that this viewer sees each of them, whatever their status. */
  async fromShown(
    viewer: Viewer,
    rows: readonly ShownRequestRow[],
    now: Date,
    language: Language = 'en',
  ): Promise<HelpRequest[]> {
    const shown = rows.map((row) => ({ row, status: statusOf(row, now), accepted: row.accepted }));
    return this.page(viewer, shown, now, language);
  }

  /** Rows of a list whose statement decided already that this viewer sees each of them, and that all are listed. */
  async fromListed(
    viewer: Viewer,
    rows: readonly ListedRequestRow[],
    now: Date,
    language: Language = 'en',
  ): Promise<HelpRequest[]> {
    const shown = rows.map((row) => ({
      row,
      status: row.begun ? ('PARTIALLY_CLAIMED' as const) : ('OPEN' as const),
      accepted: false,
    }));
    return this.page(viewer, shown, now, language);
  }

  private rowsFor(viewer: Viewer, ids: readonly string[], now: Date): Promise<ShownRequestRow[]> {
    switch (viewer.kind) {
      case 'FAMILY':
        return this.store.ofFamily(
          this.database,
          ids.filter((id) => viewer.requestIds.has(id)),
        );
      case 'COORDINATOR':
        return this.store.ofPartner(this.database, ids, viewer.partnerId);
      case 'HOME':
        return this.store.forHome(this.database, ids, viewer, now);
      case 'PARTNER':
        if (!viewer.scopes.includes('READ_REQUESTS')) return Promise.resolve([]);
        return this.store.ofPartner(this.database, ids, viewer.partnerId);
      default:
        return Promise.resolve([]);
    }
  }

  private async page(
    viewer: Viewer,
    shown: readonly { row: RequestRowRead; status: RequestStatus; accepted: boolean }[],
    now: Date,
    language: Language,
  ): Promise<HelpRequest[]> {
    const sights = shown.map(({ row, accepted }) => sightOf(viewer, row, accepted));
    const onAsking = new PageOfRequests(
      { db: this.database, store: this.linesStore, texts: this.texts, viewer, now },
      shown.map(({ row }, at) => ({
        id: row.id,
        kind: row.kind,
        timeZone: row.time_zone,
        seesTexts: sights[at]?.seesTexts ?? false,
        seesNeed: (need) => sights[at]?.needs.includes(need) ?? false,
      })),
    );
    const summaries = await this.summaries(shown, sights, now);
    return shown.flatMap(({ row, status }, at) => {
      const sight = sights[at];
      if (!sight) return [];
      const request = Object.assign(new CLASS_OF_KIND[row.kind](), plainFields(row, sight, language), {
        status,
        onAsking,
        summary: summaries.get(row.id) ?? null,
      });
      if (request instanceof GroceryRequest) request.dietaryRules = [...row.dietary_shown];
      return [request];
    });
  }

  private async summaries(
    shown: readonly { row: RequestRowRead }[],
    sights: readonly Sight[],
    now: Date,
  ): Promise<ReadonlyMap<string, string | null>> {
    const sealed = shown.flatMap(({ row: { id, summary_box: box } }, at) =>
      box && sights[at]?.seesTexts ? [{ id, box, place: placeOfSummary(id) }] : [],
    );
    const opened = await this.texts.openMany(sealed, now);
    return new Map(sealed.map(({ id }, at) => [id, opened[at] ?? null]));
  }
}

function statusOf(row: ShownRequestRow, now: Date): RequestStatus {
  return requestStatus(
    {
      ending: row.ending,
      heldForReview: row.held_for_review,
      expiresAt: row.expires_at,
      lines: row.counts.map(([quantity, held, fulfilled]) => ({ quantity, held, fulfilled })),
      liveClaims: row.live_claims,
      moreToCome: row.more_to_come,
    },
    now,
  );
}

function sightOf(viewer: Viewer, row: RequestRowRead, accepted: boolean): Sight {
  const all = { languages: row.languages, needs: row.access_needs };
  if (viewer.kind === 'FAMILY') return { isOwner: true, tookIn: false, seesTexts: true, ...all };
  if (viewer.kind === 'COORDINATOR') {
    const isIntake = row.intake_coordinator_id !== null;
    const tookIn = row.intake_coordinator_id === viewer.coordinatorId;
    return { isOwner: true, tookIn, seesTexts: true, ...(isIntake ? all : { languages: [], needs: [] }) };
  }
  const seesTexts = row.text_state === 'SHOWN';
  if (viewer.kind !== 'HOME') return { isOwner: false, tookIn: false, seesTexts, languages: [], needs: [] };
  if (accepted) return { isOwner: false, tookIn: false, seesTexts, ...all };
  return {
    isOwner: false,
    tookIn: false,
    seesTexts,
    languages: languagesInCommon(viewer.languages, row.languages),
    needs: row.access_needs.filter((need) => viewer.features.includes(featureFor[need])),
  };
}

function plainFields(row: RequestRowRead, sight: Sight, language: Language) {
  const { from_half: fromHalf, until_half: untilHalf, time_zone: timeZone } = row;
  const isDated = fromHalf !== null && untilHalf !== null;
  return {
    id: row.id,
    alias: row.alias,
    kind: row.kind,
    partnerId: row.partner_id,
    timeZone,
    urgency: row.urgency,
    area: Area.from(row.published_cell, language),
    window: isDated ? HalfDayWindowType.from({ fromHalf, untilHalf, timeZone }) : null,
    series: row.series_rule && row.series_until ? { rule: row.series_rule, until: row.series_until } : null,
    review: sight.isOwner ? { state: row.text_state, reasons: row.text_reasons } : null,
    languages: [...sight.languages],
    otherLanguages: sight.languages.length < row.languages.length,
    accessNeeds: [...sight.needs],
    otherNeeds: sight.needs.length < row.access_needs.length,
    acceptance: sight.isOwner ? row.acceptance : null,
    minimumTier: row.minimum_tier,
    tookIn: sight.tookIn,
    renewalsLeft: sight.isOwner ? (isDated ? 0 : MOST_RENEWALS - row.renewals) : null,
    postedOn: row.posted_on,
    expiresOn: localDateAt(row.expires_at, timeZone),
  };
}
