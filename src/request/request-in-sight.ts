/** What of a request the ladder of privacy.md gives to a viewer: the one place that decides it, field by field, when a field is asked for. */
import { localDateAt } from '../calendar/half-day.js';
import { HalfDayWindowType } from '../calendar/window.type.js';
import { type AccessNeed, featureFor } from '../kernel/access-needs.js';
import type { HelpKind } from '../kernel/help.js';
import { languagesInCommon } from '../kernel/languages.js';
import type { Language } from '../kernel/refusals.js';
import type { Viewer } from '../kernel/viewer.js';
import type { RequestReach } from '../kernel/widening.js';
import { Area } from '../place/place.type.js';
import type { Held, ReviewFacts } from '../screening/text-review.js';
import { MOST_RENEWALS } from './domain/expiry.js';
import type { BriefRowRead, RequestRowRead, WideningRead } from './read-requests.store.js';
import type { RequestSeries, Seen } from './request.type.js';

type WholeRow = RequestRowRead | (RequestRowRead & WideningRead);

export class RequestInSight implements Seen {
  constructor(
    private readonly brief: BriefRowRead | WholeRow,
    private readonly viewer: Viewer,
    /** Whether the viewer is a home whose claim on it was accepted: nothing that is listed is kept from it. */
    private readonly accepted: boolean,
    readonly language: Language,
  ) {}

  get id(): string {
    return this.brief.id;
  }

  get kind(): HelpKind {
    return this.brief.kind;
  }

  get timeZone(): string {
    return this.brief.time_zone;
  }

  get partnerId(): string {
    return this.brief.partner_id;
  }

  /** Of what is sealed as it stands in the row. */
  get summaryBox(): Buffer | null {
    return this.row.summary_box;
  }

  /** What is held, only the family and coordinators read. */
  get seesHeld(): boolean {
    return this.isOwner;
  }

  get summaryHeld(): Held {
    return { held: this.row.summary_held, reasons: this.row.summary_reasons };
  }

  /** How its words fare; null for whom that is none of its business. */
  get reviewFacts(): (ReviewFacts & { readonly half: number | null }) | null {
    const { text_state: state, text_revision: revision, text_half: half } = this.row;
    return this.isOwner ? { state, revision, half } : null;
  }

  get area(): Area {
    return Area.from(this.brief.published_cell, this.language);
  }

  get window(): HalfDayWindowType | null {
    const { from_half: fromHalf, until_half: untilHalf, time_zone: timeZone } = this.row;
    return fromHalf !== null && untilHalf !== null ? HalfDayWindowType.from({ fromHalf, untilHalf, timeZone }) : null;
  }

  get series(): RequestSeries | null {
    const { series_rule: rule, series_until: until } = this.row;
    return rule && until ? { rule, until } : null;
  }

  get languages(): readonly string[] {
    if (this.seesAll) return this.row.languages;
    return this.viewer.kind === 'HOME' ? languagesInCommon(this.viewer.languages, this.row.languages) : [];
  }

  get otherLanguages(): boolean {
    return this.languages.length < this.row.languages.length;
  }

  get accessNeeds(): readonly AccessNeed[] {
    return this.seesAll ? this.row.access_needs : this.row.access_needs.filter((need) => this.meets(need));
  }

  get otherNeeds(): boolean {
    return this.accessNeeds.length < this.row.access_needs.length;
  }

  get dietaryRules(): RequestRowRead['dietary_shown'] {
    return this.row.dietary_shown;
  }

  get acceptance(): RequestRowRead['acceptance'] | null {
    return this.isOwner ? this.row.acceptance : null;
  }

  get tookIn(): boolean {
    return this.viewer.kind === 'COORDINATOR' && this.row.intake_coordinator_id === this.viewer.coordinatorId;
  }

  get renewalsLeft(): number | null {
    if (!this.isOwner) return null;
    return this.row.from_half === null ? MOST_RENEWALS - this.row.renewals : 0;
  }

  get expiresOn(): string {
    return localDateAt(this.row.expires_at, this.row.time_zone);
  }

  get reach(): RequestReach | null {
    return this.widening?.reach ?? null;
  }

  get widensTo(): RequestReach | null {
    return this.widening?.widens_to ?? null;
  }

  /** No more than the date: to the minute it would tell when the request was posted. */
  get widensOn(): string | null {
    const at = this.widening?.widens_at;
    return at ? localDateAt(at, this.row.time_zone) : null;
  }

  /** How far it is known, homes do not learn; money is listed nowhere. */
  private get widening(): WideningRead | null {
    return this.isOwner && this.row.kind !== 'MONEY' && 'reach' in this.row ? this.row : null;
  }

  seesNeed(need: AccessNeed): boolean {
    return this.accessNeeds.includes(need);
  }

  /** For what is more than brief. */
  private get row(): WholeRow {
    if (!isWhole(this.brief)) throw new Error('a field that its page was not read for');
    return this.brief;
  }

  /** The family itself, or a coordinator: sees what concerns only them. */
  private get isOwner(): boolean {
    return this.viewer.kind === 'FAMILY' || this.viewer.kind === 'COORDINATOR';
  }

  /** Languages and needs can point at a family: a coordinator reads those of what was taken in on the phone. */
  private get seesAll(): boolean {
    if (this.viewer.kind === 'COORDINATOR') return this.row.intake_coordinator_id !== null;
    return this.viewer.kind === 'FAMILY' || this.accepted;
  }

  private meets(need: AccessNeed): boolean {
    return this.viewer.kind === 'HOME' && this.viewer.features.includes(featureFor[need]);
  }
}

function isWhole(row: BriefRowRead | WholeRow): row is WholeRow {
  return 'expires_at' in row;
}
