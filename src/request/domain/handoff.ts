/** The handoff is what one household may learn once it was accepted: how to reach the family, where, when exactly, and what to mind. */
import { allAccepted } from '../../kernel/all-accepted.js';
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import { hours } from '../../kernel/duration.js';
import { decideOptionalText } from '../../kernel/plain-text.js';
import { words } from '../../kernel/words.js';

export const ContactMethod = words('PHONE', 'TEXT', 'SIGNAL', 'WHATSAPP', 'EMAIL', 'IN_APP', 'THROUGH_COORDINATOR');
export type ContactMethod = keyof typeof ContactMethod;

/** FAMILY: under the key in the family's ring. KEY: under a data key of the key store. */
export type HandoffScheme = 'FAMILY' | 'KEY';

interface ExactWindow {
  readonly from: Date;
  readonly until: Date;
}

export interface HandoffInput {
  readonly contactMethod: ContactMethod;
  readonly contact?: string | null;
  readonly place?: string | null;
  readonly exactWindow?: ExactWindow | null;
  readonly destination?: string | null;
  readonly returnWindow?: ExactWindow | null;
  readonly instructions?: string | null;
}

export interface Handoff {
  readonly contactMethod: ContactMethod;
  readonly contact: string | null;
  readonly place: string | null;
  readonly exactWindow: ExactWindow | null;
  readonly destination: string | null;
  readonly returnWindow: ExactWindow | null;
  readonly instructions: string | null;
}

/** The instants between which the request's half-days lie. */
export interface OpenBetween {
  readonly opensAt: Date;
  readonly closesAt: Date;
}

const CONTACT = { max: 254, lines: 'ONE' } as const;
const PLACE = { max: 300, lines: 'MANY' } as const;
const INSTRUCTIONS = { max: 1000, lines: 'MANY' } as const;
/** An appointment with its waiting, not a second published window. */
const LONGEST = hours(24);

/** `window`: null without a date. For posting, and for `amendHandoff`, which replaces all of it. */
export function decideHandoff(input: HandoffInput, window: OpenBetween | null, now: Date): Decision<Handoff> {
  const parts = allAccepted({
    contact: decideOptionalText(input.contact, CONTACT, ['handoff', 'contact']),
    place: decideOptionalText(input.place, PLACE, ['handoff', 'place']),
    exactWindow: decideExactWindow(input.exactWindow ?? null, window, now, ['handoff', 'exactWindow']),
    destination: decideOptionalText(input.destination, PLACE, ['handoff', 'destination']),
    returnWindow: decideExactWindow(input.returnWindow ?? null, window, now, ['handoff', 'returnWindow']),
    instructions: decideOptionalText(input.instructions, INSTRUCTIONS, ['handoff', 'instructions']),
  });
  return parts.accepted ? accept({ contactMethod: input.contactMethod, ...parts.value }) : parts;
}

/** It begins inside the published half-days; it may run over their end, as an evening does. */
function decideExactWindow(
  exact: ExactWindow | null,
  window: OpenBetween | null,
  now: Date,
  path: readonly string[],
): Decision<ExactWindow | null> {
  if (!exact) return accept(null);
  const { from, until } = exact;
  const length = until.getTime() - from.getTime();
  if (Number.isNaN(length)) return refuse('INVALID_INPUT', path);
  if (length <= 0) return refuse('WINDOW_REVERSED', path);
  if (until <= now) return refuse('WINDOW_PAST', path);
  const inside = !window || (from >= window.opensAt && from < window.closesAt);
  return inside && length <= LONGEST ? accept({ from, until }) : refuse('INVALID_INPUT', path);
}
