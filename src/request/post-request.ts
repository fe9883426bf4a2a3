/** A family asks for help, by itself or through a coordinator: everything is decided before anything is kept. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { localDateAt } from '../calendar/half-day.js';
import { CircleForRequest } from '../circle/circle-for-request.js';
import { Clock } from '../kernel/clock.js';
import { type Accepted, accept, isRefused, type Refused, refuse } from '../kernel/decision.js';
import { raisedUrgency } from '../kernel/help.js';
import { isPublicId } from '../kernel/ids.js';
import type { Language } from '../kernel/refusals.js';
import type { TrainingTopic } from '../kernel/training-topic.js';
import type { HomeTier, Viewer } from '../kernel/viewer.js';
import type { RequestReach } from '../kernel/widening.js';
import { timeZoneOf } from '../place/cell.js';
import { Database } from '../platform/database/database.js';
import type { AddedEntry } from '../requester/family-rings.js';
import { type PosterRing, PosterRings } from '../requester/poster-rings.js';
import { type DecidedPost, decidePost, type KindInput, type PostInput } from './domain/post.js';
import { HiddenHomes, type NamedHome } from './hidden-homes.js';
import { type FoundArea, PublishedArea } from './published-area.js';
import { RecordPost } from './record-post.js';

export interface PostCommand {
  readonly input: Omit<PostInput, 'hideFromHomes'>;
  readonly kind: KindInput;
  readonly hideFromHomes: readonly NamedHome[];
  readonly minimumTier: HomeTier;
  /** How far it may ever be known. Of money it says nothing. */
  readonly widensTo: RequestReach;
  readonly requiredTraining: TrainingTopic | null;
  /** A circle of the partner that looks after it; null: the one that fits. */
  readonly circleId: string | null;
  /** Of an earlier request, which this one is to be kept with. */
  readonly returnCode: string | null;
  /** An earlier request of the same family. */
  readonly repeats: string | null;
  readonly codeLanguage: Language;
}

export interface Posted {
  readonly requestId: string;
  /** Null when it joined a code that the family has. */
  readonly returnCode: string | null;
  /** Null for a coordinator, and for a family that is signed in already. */
  readonly session: { readonly token: string; readonly expiresAt: Date } | null;
  /** Who may read it now. */
  readonly viewer: Viewer;
}

@Injectable()
export class PostRequest {
  constructor(
    private readonly rings: PosterRings,
    private readonly areas: PublishedArea,
    private readonly hidden: HiddenHomes,
    private readonly circles: CircleForRequest,
    private readonly database: Database,
    private readonly record: RecordPost,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: Viewer, command: PostCommand, clientDigest: string): Promise<Posted | Refused> {
    const now = this.clock.now();
    if (!mayPost(viewer)) return refuse('NOT_ALLOWED');
    const hidden = this.hidden.decide(command.hideFromHomes);
    if (!hidden.accepted) return hidden;
    const named = command.hideFromHomes.map(({ email, phone }) => email ?? phone ?? '');
    const post = decidePost({ ...command.input, hideFromHomes: named }, command.kind, now);
    if (!post.accepted) return post;
    const ring = await this.rings.find({ viewer, clientDigest, returnCode: command.returnCode }, now);
    if (isRefused(ring)) return ring;
    const shownIn = (parent4: string) => ring.cellShownIn(parent4);
    const area = await this.areas.find(viewer, post.value.place.cell, shownIn, command.kind.kind);
    // What is shown of the time follows from what is shown of the place.
    const shown = decidePost(
      { ...command.input, hideFromHomes: named },
      command.kind,
      now,
      timeZoneOf(area.published.cell),
    );
    if (!shown.accepted) return shown;
    const linked = linkToEarlier(shown, command.repeats, ring);
    if (isRefused(linked)) return linked;
    const circleId = await this.circleFor(command, linked, area);
    if (isRefused(circleId)) return circleId;
    return this.keep(viewer, { command, post: linked, hiddenFrom: hidden.value, ring, area, circleId }, now);
  }

  /** Money is listed nowhere: it has no circle, and asks for no training. */
  private async circleFor(
    { circleId: named, requiredTraining }: PostCommand,
    { value: { row, posting } }: Accepted<DecidedPost>,
    { partner: { partnerId }, published }: FoundArea,
  ): Promise<string | null | Refused> {
    if (row.kind === 'MONEY') {
      if (named !== null) return refuse('INVALID_INPUT', ['circleId']);
      return requiredTraining === null ? null : refuse('INVALID_INPUT', ['requiredTraining']);
    }
    if (named !== null && !isPublicId(named)) return refuse('NOT_FOUND', ['circleId']);
    const asked = { partnerId, publishedCell: published.cell, languages: posting.languages, named };
    return (await this.circles.find(this.database, asked)) ?? refuse('NOT_FOUND', ['circleId']);
  }

  /** The ring first: a request that nobody can come back to must not be. What it keeps of a post that fails is taken back. */
  private async keep(viewer: Viewer, decided: DecidedCommand, now: Date): Promise<Posted | Refused> {
    const { command, post, ring } = decided;
    const id = randomUUID();
    const postedOn = localDateAt(now, post.value.when.timeZone);
    const { partner, published } = decided.area;
    const place = published.parent4 === null ? null : { parent4: published.parent4, cell: published.cell };
    const entry = { requestId: id, kind: post.value.row.kind, postedOn, repeats: command.repeats, place };
    const added = await this.rings.add(ring, entry, command.codeLanguage, now);
    if (isRefused(added)) return added;
    const family = {
      takeBack: () => this.rings.takeBack(added, id, now),
      since: () => this.rings.since(added, now),
    };
    const session = await this.sessionFor(viewer, added, now).catch(async (error: unknown) => {
      await family.takeBack();
      throw error;
    });
    const isIntake = viewer.kind === 'COORDINATOR';
    const recorded = await this.record.execute(
      {
        id,
        post,
        postedOn,
        partnerId: partner.partnerId,
        intakeCoordinatorId: isIntake ? viewer.coordinatorId : null,
        publishedCell: published.cell,
        minimumTier: command.minimumTier,
        circleId: decided.circleId,
        widensTo: command.widensTo,
        requiredTraining: command.requiredTraining,
        // What its own coordinator took in was looked at by that.
        heldForReview: partner.reviewsRequests && !isIntake,
        hiddenFrom: decided.hiddenFrom,
        // Of the ring that holds the request, not of what it was before.
        blockedHomes: added.opened.ring.blockedHomes ?? [],
        familyKey: post.value.posting.acceptance === 'ME' && !isIntake ? added.familyKey : null,
        countedAs: isIntake ? added.opened.selector : null,
      },
      family,
      now,
    );
    return isRefused(recorded) ? recorded : answerFor(viewer, id, added, session);
  }

  /** Before the post, since nothing may go wrong after it: a session without a request is harmless. */
  private async sessionFor(viewer: Viewer, added: AddedEntry, now: Date): Promise<Posted['session']> {
    return viewer.kind === 'COORDINATOR' || viewer.kind === 'FAMILY' ? null : this.rings.signIn(added, now);
  }
}

function answerFor(viewer: Viewer, requestId: string, added: AddedEntry, session: Posted['session']): Posted {
  const { words: returnCode, opened } = added;
  const requestIds = new Set(opened.ring.requests.map(({ id }) => id));
  if (session) return { requestId, returnCode, session, viewer: { kind: 'FAMILY', requestIds, token: session.token } };
  return { requestId, returnCode, session, viewer: viewer.kind === 'FAMILY' ? { ...viewer, requestIds } : viewer };
}

interface DecidedCommand {
  readonly command: PostCommand;
  readonly post: Accepted<DecidedPost>;
  readonly hiddenFrom: readonly Buffer[];
  readonly ring: PosterRing;
  readonly area: FoundArea;
  /** Null for money. */
  readonly circleId: string | null;
}

/** A family for itself, through whatever frontend; a coordinator for a family; a server of a partner, when its key says so. */
function mayPost(viewer: Viewer): boolean {
  if (viewer.kind === 'PARTNER') return viewer.scopes.includes('POST_REQUESTS');
  return viewer.kind !== 'HOME';
}

/** Asking again for the same need, which may have ended, is never dropped: it is heard louder. Which request it repeats, the ring alone remembers. */
function linkToEarlier(
  post: Accepted<DecidedPost>,
  repeats: string | null,
  ring: PosterRing,
): Accepted<DecidedPost> | Refused {
  if (repeats === null) return post;
  const kind = ring.kindOf(repeats);
  if (kind === null) return refuse('NOT_FOUND', ['repeats']);
  const { posting, row } = post.value;
  if (kind !== row.kind) return refuse('INVALID_INPUT', ['repeats']);
  return accept({ ...post.value, posting: { ...posting, urgency: raisedUrgency(posting.urgency) } });
}
