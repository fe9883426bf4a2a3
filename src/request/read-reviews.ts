/** How the words of a page of requests fare: told to whoever may know it, with each text that is held. */
import type { Queryable } from '../platform/queryable.js';
import type { KeptReason, Screen } from '../screening/text-reason.js';
import { HeldText, type TextField, TextReview } from '../screening/text-review.type.js';
import type { ListingTexts, SealedText } from '../sealing/listing-key.js';
import type { HeldLineRead, ReadLinesStore } from './read-lines.store.js';
import type { RequestInSight } from './request-in-sight.js';
import { placeOfLineText, placeOfSummary } from './text-places.js';

export interface ReviewParts {
  readonly db: Queryable;
  readonly store: ReadLinesStore;
  readonly texts: ListingTexts;
  readonly screen: Screen;
  readonly now: Date;
}

interface Sealed {
  readonly field: TextField;
  readonly lineId: string | null;
  readonly kept: readonly KeptReason[];
  readonly sealed: SealedText | null;
}

/** Nothing is read of requests whose words are all shown, which are most. */
export async function readReviews(
  { db, store, texts, screen, now }: ReviewParts,
  requests: readonly RequestInSight[],
): Promise<ReadonlyMap<string, TextReview>> {
  const own = requests.filter(({ reviewFacts }) => reviewFacts !== null);
  const waiting = own.filter(({ reviewFacts }) => reviewFacts?.state !== 'SHOWN').map(({ id }) => id);
  const lines = waiting.length > 0 ? await store.heldLines(db, waiting) : [];
  const linesOf = Map.groupBy(lines, (line) => line.request_id);
  const held = own.map((request) => [...heldSummary(request), ...(linesOf.get(request.id) ?? []).flatMap(heldWords)]);
  const opened = await texts.openMany(
    held.flat().flatMap(({ sealed }) => sealed ?? []),
    now,
  );
  let next = 0;
  const open = ({ sealed, field, lineId, kept }: Sealed, { language }: RequestInSight) => {
    const text = sealed ? (opened[next++] ?? null) : null;
    return HeldText.of(field, { lineId, text, kept }, { screen, language });
  };
  return new Map(
    own.flatMap((request, at) => {
      const facts = request.reviewFacts;
      const its = (held[at] ?? []).map((text) => open(text, request));
      return facts ? [[request.id, TextReview.of(facts, its, request.language)] as const] : [];
    }),
  );
}

function heldSummary({ id, summaryBox: box, summaryHeld: { held, reasons: kept } }: RequestInSight): Sealed[] {
  return held ? [{ field: 'SUMMARY', lineId: null, kept, sealed: box && { box, place: placeOfSummary(id) } }] : [];
}

function heldWords(line: HeldLineRead): Sealed[] {
  const { line_id: lineId, label_box: label, note_box: note } = line;
  const words: Sealed[] = [];
  if (line.label_held) {
    const sealed = label && { box: label, place: placeOfLineText('label_box', lineId) };
    words.push({ field: 'ITEM_NAME', lineId, kept: line.label_reasons, sealed });
  }
  if (line.note_held) {
    const sealed = note && { box: note, place: placeOfLineText('note_box', lineId) };
    words.push({ field: 'ITEM_NOTE', lineId, kept: line.note_reasons, sealed });
  }
  return words;
}
