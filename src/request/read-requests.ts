/** What a viewer may read of a request: the one place where rows become what somebody sees. */
import { Injectable } from '@nestjs/common';
import type { Language } from '../kernel/refusals.js';
import type { Viewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { Screening } from '../screening/screening.js';
import { ListingTexts } from '../sealing/listing-key.js';
import { type RequestStatus, requestStatus } from './domain/request.js';
import { PageOfRequests } from './page-of-requests.js';
import { ReadLinesStore } from './read-lines.store.js';
import {
  type BriefRowRead,
  type ListedRequestRow,
  ReadRequestsStore,
  type RequestRowRead,
  type ShownRequestRow,
} from './read-requests.store.js';
import type { HelpRequest, ReadOnAsking, Seen } from './request.type.js';
import { RequestInSight } from './request-in-sight.js';
import { GroceryRequest, MoneyRequest, RideRequest, TimeRequest } from './request-kinds.type.js';

const CLASS_OF_KIND = { GROCERY: GroceryRequest, RIDE: RideRequest, MONEY: MoneyRequest, TIME: TimeRequest } as const;

@Injectable()
export class ReadRequests {
  constructor(
    private readonly database: Database,
    private readonly store: ReadRequestsStore,
    private readonly linesStore: ReadLinesStore,
    private readonly texts: ListingTexts,
    private readonly screening: Screening,
  ) {}

  /** Those that are there for the viewer, by id; the others are missing from the answer, and nobody learns why. */
  async byIds(
    viewer: Viewer,
    ids: readonly string[],
    now: Date,
    language: Language = 'en',
  ): Promise<ReadonlyMap<string, HelpRequest>> {
    const rows = await this.rowsFor(viewer, ids, now);
    return new Map(this.fromShown(viewer, rows, now, language).map((request) => [request.id, request]));
  }

  /** Rows of a list whose statement decided already that this viewer sees each of them, whatever their status. */
  fromShown(viewer: Viewer, rows: readonly ShownRequestRow[], now: Date, language: Language = 'en'): HelpRequest[] {
    const shown = rows.map((row) => ({ row, status: statusOf(row, now), accepted: row.accepted }));
    return this.page(viewer, shown, now, language);
  }

  /** Rows of a list whose statement decided already that this viewer sees each of them, and that all are listed. */
  fromListed(viewer: Viewer, rows: readonly ListedRequestRow[], now: Date, language: Language = 'en'): HelpRequest[] {
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
        return this.store.ofPartner(this.database, ids, viewer);
      case 'HOME':
        return this.store.forHome(this.database, ids, viewer, now);
      case 'PARTNER':
        if (!viewer.scopes.includes('READ_REQUESTS')) return Promise.resolve([]);
        return this.store.ofPartner(this.database, ids, viewer);
      default:
        return Promise.resolve([]);
    }
  }

  private page(
    viewer: Viewer,
    shown: readonly { row: BriefRowRead | RequestRowRead; status: RequestStatus; accepted: boolean }[],
    now: Date,
    language: Language,
  ): HelpRequest[] {
    const page = shown.map((its) => ({ ...its, seen: new RequestInSight(its.row, viewer, its.accepted, language) }));
    const onAsking = new PageOfRequests(
      { db: this.database, store: this.linesStore, texts: this.texts, screen: this.screening.screen, viewer, now },
      page.map(({ seen }) => seen),
    );
    return page.map(({ row, status, seen }) => requestOf(row, status, seen, onAsking));
  }
}

/** What every list shows is copied, the rest waits until it is asked for. */
function requestOf(row: BriefRowRead, status: RequestStatus, seen: Seen, onAsking: ReadOnAsking): HelpRequest {
  const request = new CLASS_OF_KIND[row.kind]();
  request.id = row.id;
  request.alias = row.alias;
  request.kind = row.kind;
  request.status = status;
  request.urgency = row.urgency;
  request.minimumTier = row.minimum_tier;
  request.requiredTraining = row.required_training;
  request.postedOn = row.posted_on;
  request.seen = seen;
  request.onAsking = onAsking;
  return request;
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
