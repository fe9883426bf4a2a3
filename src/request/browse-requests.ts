/** A page of requests: homes browse what they may claim, partners what they look after; the order tells nothing within a half-day. */
import { Injectable } from '@nestjs/common';
import { PersonSessions } from '../access/person-sessions.js';
import { Clock } from '../kernel/clock.js';
import { accept, type Decision, isRefused, type Refused, refuse } from '../kernel/decision.js';
import { seesRequests } from '../kernel/in-service.js';
import type { Language } from '../kernel/refusals.js';
import {
  type CoordinatorViewer,
  type HomeViewer,
  type PartnerViewer,
  Unconfirmed,
  type Viewer,
} from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { type Connection, pageOf } from '../platform/graphql/connection.type.js';
import { type CursorPosition, Cursors } from '../platform/graphql/cursors.js';
import { SharedPage } from '../platform/graphql/shared-page.js';
import { NOTHING_TOLD } from './browse-requests.sql.js';
import { BEGINNING, BrowseRequestsStore, briefRowsOf, type Position, type RowsAsked } from './browse-requests.store.js';
import {
  decideRequestFilter,
  NO_FILTER,
  type RequestFilter,
  type RequestFilterInput,
} from './domain/request-filter.js';
import { ReadRequests } from './read-requests.js';
import type { HelpRequest } from './request.type.js';
import { type Titles, ToldPages } from './told-pages.js';

export interface PageOfRequestsAsked {
  readonly filter: RequestFilterInput | null;
  readonly first: number;
  readonly after: string | null;
  /** Whether it is asked for nothing but `BRIEFLY`. */
  readonly briefly: boolean;
}

/** Fields of a page of which each row's title is enough. */
export const BRIEFLY: readonly string[] = [
  ...[
    'edges',
    'node',
    'cursor',
    'pageInfo',
    'hasNextPage',
    'hasPreviousPage',
    'startCursor',
    'endCursor',
    '__typename',
  ],
  ...['id', 'alias', 'kind', 'urgency', 'status', 'minimumTier', 'postedOn', 'area', 'cell', 'label', 'resolution'],
];

/** A page of which each row's title is enough, as the database told it. */
interface TitlesAsked {
  readonly titles: Titles;
  readonly first: number;
  readonly language: Language;
  readonly now: Date;
  readonly seal: (position: CursorPosition) => string;
}

/** Whoever has read what was told and nothing else. */
const NOBODY: Viewer = { kind: 'PUBLIC' };

type Browser = HomeViewer | CoordinatorViewer | PartnerViewer;

/** A row's node, and where the page goes on behind it. */
interface Listed {
  readonly request: HelpRequest;
  readonly position: Position;
}

const MOST_ROWS = 50;

@Injectable()
export class BrowseRequests {
  constructor(
    private readonly database: Database,
    private readonly store: BrowseRequestsStore,
    private readonly requests: ReadRequests,
    private readonly told: ToldPages,
    private readonly sessions: PersonSessions,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  /** A refusal and an empty page say something too, and no row stands for what is believed. */
  async execute(
    viewer: Viewer,
    page: PageOfRequestsAsked,
    language: Language,
  ): Promise<Connection<HelpRequest> | Refused> {
    const answer = await this.answer(viewer, page, language);
    if (viewer.kind === 'HOME' && viewer.isBelieved && (isRefused(answer) || isEmpty(answer))) {
      if (!(await this.sessions.confirms(viewer))) throw new Unconfirmed();
    }
    return answer;
  }

  /** Empty for a home that nobody vouched for or that is paused: `viewer.waitingFor` says so. */
  private async answer(
    viewer: Viewer,
    { filter, first, after, briefly }: PageOfRequestsAsked,
    language: Language,
  ): Promise<Connection<HelpRequest> | Refused> {
    if (viewer.kind === 'PUBLIC' || viewer.kind === 'FAMILY') return refuse('NOT_ALLOWED');
    if (viewer.kind === 'PARTNER' && !viewer.scopes.includes('READ_REQUESTS')) return refuse('NOT_ALLOWED');
    if (!Number.isInteger(first) || first < 1 || first > MOST_ROWS) return refuse('QUANTITY_OUT_OF_RANGE', ['first']);
    const now = this.clock.now();
    const decided = filter ? decideRequestFilter(filter, viewer, now) : accept(NO_FILTER);
    if (!decided.accepted) return decided;
    const list = `requests ${viewer.kind} ${idOf(viewer)} ${decided.value.name}`;
    const position = this.positionAfter(list, after);
    if (!position.accepted) return position;

    const seal = (its: CursorPosition) => this.cursors.seal(list, its);
    if (!canMatch(viewer, decided.value)) return connectionOfRows([], first, seal);
    const asked = { after: position.value, rows: first + 1 };
    if (viewer.kind === 'HOME' && briefly) {
      const titles = await this.told.read(viewer, decided.value, asked);
      return this.titles({ titles, first, language, now, seal });
    }
    return connectionOfRows(await this.read(viewer, decided.value, asked, now, language), first, seal);
  }

  /** What was told decides all of it, whoever it was told to: nothing is made of a viewer here. */
  private titles({ titles: { told, digest }, first, language, now, seal }: TitlesAsked): Connection<HelpRequest> {
    if (told === NOTHING_TOLD) return connectionOfRows([], first, seal);
    const make = (cursorOf: (position: CursorPosition) => string) => {
      const rows = briefRowsOf(told);
      return connectionOfRows(paired(rows, this.requests.fromListed(NOBODY, rows, now, language)), first, cursorOf);
    };
    return digest === null ? make(seal) : new SharedPage(`${first} ${language} ${digest}`, make, seal);
  }

  private async read(
    viewer: Browser,
    filter: RequestFilter,
    page: RowsAsked,
    now: Date,
    language: Language,
  ): Promise<readonly Listed[]> {
    if (viewer.kind === 'HOME') {
      const rows = await this.store.forHome(this.database, viewer, filter, page, now);
      return paired(rows, this.requests.fromListed(viewer, rows, now, language));
    }
    const rows = await this.store.forPartner(this.database, viewer, filter, page);
    return paired(rows, this.requests.fromShown(viewer, rows, now, language));
  }

  private positionAfter(list: string, cursor: string | null): Decision<Position> {
    if (cursor === null) return accept(BEGINNING);
    const opened = this.cursors.open(list, cursor);
    if (!opened.accepted) return opened;
    const [urgency, bucket, id] = opened.value;
    // Sealed by us for this very list, so it is a position.
    return accept({ urgency: urgency as Position['urgency'], bucket: Number(bucket), id: String(id) });
  }
}

function connectionOfRows(
  listed: readonly Listed[],
  first: number,
  cursorOf: (position: CursorPosition) => string,
): Connection<HelpRequest> {
  return pageOf(
    listed,
    first,
    ({ request }) => request,
    ({ position: { urgency, bucket, id } }) => cursorOf([urgency, bucket, id]),
  );
}

/** Nobody is told in one text that there is nothing. */
function isEmpty(page: Connection<HelpRequest>): boolean {
  return !(page instanceof SharedPage) && page.edges.length === 0;
}

function paired(positions: readonly Position[], requests: readonly HelpRequest[]): readonly Listed[] {
  return requests.map((request, at) => ({ request, position: positions[at] ?? BEGINNING }));
}

/** False when no request can be for this viewer under this filter: then none is looked for. */
function canMatch(viewer: Browser, { kinds, cells, languages, needs }: RequestFilter): boolean {
  if ([kinds, cells, languages, needs].some((list) => list?.length === 0)) return false;
  if (viewer.kind !== 'HOME') return true;
  return seesRequests(viewer) && (kinds === null || kinds.some((kind) => kind !== 'MONEY'));
}

function idOf(viewer: Browser): string {
  if (viewer.kind === 'HOME') return viewer.homeId;
  return viewer.kind === 'COORDINATOR' ? viewer.coordinatorId : viewer.partnerId;
}
