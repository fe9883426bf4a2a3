/** Words may be changed while a request lives; those of an item only as long as nobody has claimed it by them, or could not read them. */
import { allAccepted, eachAccepted } from '../../kernel/all-accepted.js';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { decideItemWords, type ItemWords } from './grocery.js';
import { decideSummary } from './posting.js';
import { decideStillLive, type RequestFacts } from './request.js';

interface ItemReworded {
  readonly lineId: string;
  readonly name: string;
  readonly note?: string | null;
}

export interface RewordInput {
  /** Undefined leaves it, null takes it away. */
  readonly summary?: string | null;
  readonly items: readonly ItemReworded[];
}

export interface LineToReword {
  readonly id: string;
  /** It has words of its own: items have, legs and minutes have not. */
  readonly labelled: boolean;
  /** Some of it is claimed, or has come. */
  readonly taken: boolean;
  /** Some of its words wait for a coordinator, or came back: no home has read them. */
  readonly held: boolean;
}

export interface Reworded {
  /** Undefined: as it is. */
  readonly summary: string | null | undefined;
  readonly items: readonly (ItemWords & { readonly lineId: string })[];
}

export function decideReword(
  input: RewordInput,
  request: RequestFacts,
  lines: readonly LineToReword[],
  now: Date,
): Decision<Reworded> {
  const live = decideStillLive(request, now);
  if (!live.accepted) return live;
  const parts = allAccepted({
    summary: input.summary === undefined ? accept(undefined) : decideSummary(input.summary),
    items: eachAccepted(input.items.map((item, at) => decideItem(item, lines, ['items', String(at)]))),
  });
  return parts.accepted ? accept(parts.value) : parts;
}

function decideItem(item: ItemReworded, lines: readonly LineToReword[], path: readonly string[]) {
  const line = lines.find(({ id }) => id === item.lineId);
  if (!line?.labelled) return refuse('NOT_FOUND', [...path, 'lineId']);
  if (line.taken && !line.held) return refuse('WRONG_STATE', [...path, 'lineId']);
  const said = decideItemWords(item, path);
  return said.accepted ? accept({ ...said.value, lineId: item.lineId }) : said;
}
