/** Two circles are linked once both sides have said yes; either side may end it, or say no. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';

/** As it stands between a circle and another: asked for by which of the two, and whether the other has agreed. */
export interface LinkFacts {
  readonly proposedBy: string;
  readonly agreed: boolean;
}

/** The circle that the coordinator speaks for, and whether the other one is of the same partner, so that nobody else is to be asked. */
export interface LinkSide {
  readonly circleId: string;
  readonly otherId: string;
  readonly speaksForBoth: boolean;
}

/** Who says yes or no to a link, on either side. */
export const LINKING_ROLES = ['ADMIN', 'DISPATCHER'] as const;

/** PROPOSED waits for the other side; AGREED stands. */
export type LinkStep = 'PROPOSED' | 'AGREED';

/** Two proposals that cross are two who said yes. */
export function decidePropose(link: LinkFacts | null, side: LinkSide): Decision<LinkStep> {
  if (side.circleId === side.otherId) return refuse('INVALID_INPUT', ['otherCircleId']);
  if (link?.agreed || (link && link.proposedBy === side.circleId && !side.speaksForBoth)) return refuse('WRONG_STATE');
  return accept(link || side.speaksForBoth ? 'AGREED' : 'PROPOSED');
}

/** Only who was asked says yes. */
export function decideAcceptLink(link: LinkFacts | null, side: LinkSide): Decision<'AGREED'> {
  if (!link) return refuse('NOT_FOUND');
  if (link.agreed) return refuse('WRONG_STATE');
  return link.proposedBy === side.circleId && !side.speaksForBoth ? refuse('NOT_WAITING_FOR_YOU') : accept('AGREED');
}

/** A proposal that is declined, or taken back by who made it. */
export function decideDeclineLink(link: LinkFacts | null): Decision<'NONE'> {
  if (!link) return refuse('NOT_FOUND');
  return link.agreed ? refuse('WRONG_STATE') : accept('NONE');
}

export function decideEndLink(link: LinkFacts | null): Decision<'NONE'> {
  if (!link) return refuse('NOT_FOUND');
  return link.agreed ? accept('NONE') : refuse('WRONG_STATE');
}
