/** Writes a decided post: what may be listed and what is sealed, in one transaction. */
import { randomInt, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { halfDayAt } from '../calendar/half-day.js';
import type { Accepted } from '../kernel/decision.js';
import type { RequestReach } from '../kernel/widening.js';
import type { Transaction } from '../platform/database/transaction.js';
import type { Queryable } from '../platform/queryable.js';
import { Screening } from '../screening/screening.js';
import { ListingTexts } from '../sealing/listing-key.js';
import { drawAlias } from './domain/alias.js';
import { expiresAt } from './domain/expiry.js';
import type { DecidedPost } from './domain/post.js';
import { type RequestTexts, screenPost } from './domain/request-texts.js';
import { unclaimedHandoffEnds } from './domain/retention.js';
import { beginning, nextStep, type Widening } from './domain/widening.js';
import { type NewLine, type NewRequest, NewRequestStore } from './new-request.store.js';
import { RequestHandoffs, type SealingKey } from './request-handoffs.js';
import { placeOfLineText, placeOfSummary } from './text-places.js';
import { TextReviewStore } from './text-review.store.js';
import { WideningMarks } from './widening-marks.js';

/** The alphabet of aliases is large: drawing ten taken ones in a row does not happen. */
const MOST_DRAWS = 10;

export interface PostToWrite extends Omit<NewRequest, 'summaryBox' | 'bucket' | 'expiresAt' | 'widening'> {
  readonly post: Accepted<DecidedPost>;
  /** How far it may ever be known. */
  readonly widensTo: RequestReach;
  /** Seals the handoff; null where the yes may come without the family: then a data key does. */
  readonly familyKey: Buffer | null;
  /** Of that data key; left out, a random one. */
  readonly handoffKeyId?: string;
  readonly hiddenFrom: readonly Buffer[];
  readonly blockedHomes: readonly string[];
}

/** Sealed before the transaction begins, since a key may have to be fetched. */
export interface PreparedPost extends PostToWrite, NewRequest {
  readonly lines: readonly NewLine[];
  /** Null when all its words may be shown. */
  readonly heldTexts: RequestTexts | null;
  readonly sealingKey: SealingKey;
}

@Injectable()
export class WriteRequest {
  constructor(
    private readonly store: NewRequestStore,
    private readonly texts: ListingTexts,
    private readonly handoffs: RequestHandoffs,
    private readonly screening: Screening,
    private readonly reviews: TextReviewStore,
    private readonly marks: WideningMarks,
  ) {}

  async prepare(request: PostToWrite, now: Date): Promise<PreparedPost> {
    const { posting, lines, when } = request.post.value;
    const sealed = (text: string | null, place: ReturnType<typeof placeOfSummary>) =>
      text === null ? null : this.texts.seal(text, place, now);
    const written = lines.map((line) => ({ ...line, id: randomUUID() }));
    const newLines = written.map(async ({ id, label, note, unit, quantity, divisible }): Promise<NewLine> => {
      const labelBox = await sealed(label, placeOfLineText('label_box', id));
      const noteBox = await sealed(note, placeOfLineText('note_box', id));
      return { id, labelBox, noteBox, unit, quantity, divisible };
    });
    const ends = expiresAt(when.whole?.closesAt ?? null, now);
    return {
      ...request,
      summaryBox: await sealed(posting.summary, placeOfSummary(request.id)),
      bucket: halfDayAt(now, 'UTC'),
      expiresAt: ends,
      widening: this.wideningOf(request, now),
      lines: await Promise.all(newLines),
      heldTexts: screenPost({ summary: posting.summary, lines: written }, this.screening.screen, halfDayAt(now, 'UTC')),
      // Last: a key that was made is used at once.
      sealingKey: request.familyKey
        ? { scheme: 'FAMILY', key: request.familyKey }
        : await this.handoffs.newKey(unclaimedHandoffEnds(now, ends, when.series !== null), now, request.handoffKeyId),
    };
  }

  /** Where it waits to be published, or to be looked at, its time begins to run with that. */
  private wideningOf({ post, widensTo, heldForReview }: PostToWrite, now: Date): Widening {
    const { posting, row } = post.value;
    const begun = beginning(row.kind, widensTo);
    const runs = this.marks.atOnce && !heldForReview;
    const { milliseconds } = this.marks;
    const widensAt = runs ? nextStep(posting.urgency, begun, now, this.marks.draw(), milliseconds) : null;
    return { ...begun, widensAt };
  }

  /** For a post that was prepared and not written. */
  discard({ sealingKey }: PreparedPost): Promise<void> {
    return this.handoffs.discard(sealingKey);
  }

  isWritten(db: Queryable, id: string): Promise<boolean> {
    return this.store.exists(db, id);
  }

  block(db: Queryable, id: string, homeIds: readonly string[]): Promise<void> {
    return this.store.block(db, id, homeIds);
  }

  async execute(tx: Transaction, request: PreparedPost): Promise<void> {
    const { id, partnerId, post } = request;
    const { row, when, handoff, dietaryRules, purpose } = post.value;
    await this.insertUnderFreeAlias(tx, request);
    await this.store.insertKind(tx, id, row);
    await this.store.insertLines(tx, id, request.lines);
    if (request.heldTexts) await this.reviews.write(tx, id, request.heldTexts);
    const occurrences = when.occurrences.map((window) => ({ id: randomUUID(), window, firstRefusal: null }));
    await this.store.insertOccurrences(tx, id, occurrences);
    if (request.hiddenFrom.length > 0) await this.store.hide(tx, id, request.hiddenFrom);
    else if (pretends()) await this.store.pretend(tx, id, 'request_hidden');
    if (request.blockedHomes.length > 0) await this.store.block(tx, id, request.blockedHomes);
    else if (pretends()) await this.store.pretend(tx, id, 'request_block');
    const of = { requestId: id, partnerId };
    await this.handoffs.write(tx, of, { ...handoff, dietaryRules, purpose }, request.sealingKey);
  }

  private async insertUnderFreeAlias(tx: Transaction, request: PreparedPost): Promise<void> {
    for (let draw = 1; draw <= MOST_DRAWS; draw += 1) {
      if (await this.store.insert(tx, request.post, request, drawAlias(randomInt))) return;
    }
    throw new Error('no free alias was drawn');
  }
}

/** One request in four, whoever asks. */
function pretends(): boolean {
  return randomInt(4) === 0;
}
