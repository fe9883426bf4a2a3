/** Canaries are posted like any request, at a moment of the day that only the key file tells, and then left to what becomes of requests. */
import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { localDateAt } from '../../calendar/half-day.js';
import { CircleForRequest } from '../../circle/circle-for-request.js';
import { isRefused } from '../../kernel/decision.js';
import { days } from '../../kernel/duration.js';
import { Database } from '../../platform/database/database.js';
import { Settings } from '../../platform/instance-parts.js';
import type { Sweep } from '../../platform/jobs/sweep.js';
import { Canaries } from '../../sealing/canaries.js';
import type { CanaryOfDay } from '../../sealing/canary-ids.js';
import { CanaryNeighboursStore, type Neighbour } from '../canary-neighbours.store.js';
import { decideCanaryPost } from '../domain/canary-post.js';
import { WriteRequest } from '../write-request.js';

const DAY = days(1);
/** A draw is a number of 32 bits. */
const DRAWS = 2 ** 32;
/** The draw that says when in its day a canary is posted; the ones before it say what it asks for. */
const MOMENT = 7;

@Injectable()
export class PlantCanaries implements Sweep {
  readonly name = 'plant-canaries';

  constructor(
    private readonly database: Database,
    private readonly canaries: Canaries,
    private readonly neighbours: CanaryNeighboursStore,
    private readonly circles: CircleForRequest,
    private readonly requests: WriteRequest,
    private readonly settings: Settings,
  ) {}

  /** Those whose moment has come today: what a day without sweeps left out is not made up for. */
  async run(now: Date): Promise<number> {
    const day = Math.floor(now.getTime() / DAY);
    let planted = 0;
    for (const canary of this.canaries.ofDay(day, this.settings.config.canariesPerDay)) {
      const moment = ((canary.draws[MOMENT] ?? 0) / DRAWS) * DAY;
      if (now.getTime() < day * DAY + moment) continue;
      if (await this.requests.isWritten(this.database, canary.requestId)) continue;
      if (await this.plant(canary, now)) planted += 1;
    }
    return planted;
  }

  /** Not where nobody asks for anything: there it would look like what it is. */
  private async plant(canary: CanaryOfDay, now: Date): Promise<boolean> {
    const behind = [randomUUID(), randomUUID(), randomUUID()];
    const found = await this.neighbours.next(this.database, behind, this.canaries.openIds);
    const post = patternOf(found, canary, now);
    if (!post) return false;
    const { place, decided } = post;
    const { row, posting } = decided.value;
    const { partnerId, cell: publishedCell } = place;
    const asked = { partnerId, publishedCell, languages: posting.languages, named: null };
    const circleId = row.kind === 'MONEY' ? null : await this.circles.find(this.database, asked);
    const prepared = await this.requests.prepare(
      {
        id: canary.requestId,
        post: decided,
        postedOn: localDateAt(now, decided.value.when.timeZone),
        partnerId,
        intakeCoordinatorId: null,
        publishedCell,
        minimumTier: place.minimumTier,
        circleId,
        widensTo: place.widensTo,
        requiredTraining: null,
        heldForReview: false,
        hiddenFrom: [],
        blockedHomes: [],
        // No ring holds it, as no ring can be found from any request.
        familyKey: decided.value.posting.acceptance === 'ME' ? randomBytes(32) : null,
        handoffKeyId: canary.dataKeyId,
      },
      now,
    );
    const written = await this.database.transaction((tx) => this.requests.execute(tx, prepared));
    if (isRefused(written)) await this.requests.discard(prepared);
    return !isRefused(written);
  }
}

/** The place of one neighbour, the need of another, the words of a third. */
function patternOf([first, second = first, third = first]: readonly Neighbour[], { draws }: CanaryOfDay, now: Date) {
  if (!first || !second || !third) return null;
  const { kind, acceptance, isDated } = second;
  const pattern = { ...first, kind, acceptance, isDated, urgency: third.urgency, languages: third.languages };
  const decided = decideCanaryPost(pattern, draws, now);
  return decided.accepted ? { place: first, decided } : null;
}
