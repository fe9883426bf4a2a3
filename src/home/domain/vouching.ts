/** A coordinator of a home's own partner vouches for it and pauses it: never for a home of their own. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';
import type { HomeTier } from '../../kernel/viewer.js';

export interface HomeAsItStands {
  readonly homeId: string;
  readonly tier: HomeTier;
  readonly vouched: boolean;
  /** By a coordinator, and not, or not only, by homes. */
  readonly vouchedByCoordinator: boolean;
  readonly paused: boolean;
  /** The coordinator in question belongs to this home, or did. */
  readonly isTheirOwn: boolean;
}

export interface VouchChange {
  readonly homeId: string;
  readonly tier: HomeTier;
}

export interface PauseChange {
  readonly homeId: string;
  readonly paused: boolean;
}

/** Once; also besides the word of homes, which then may be taken back without its falling. Nobody can make themselves trusted. */
export function decideVouch(home: HomeAsItStands): Decision<VouchChange> {
  if (home.isTheirOwn) return refuse('NOT_ALLOWED');
  if (home.vouched && home.vouchedByCoordinator) return refuse('WRONG_STATE');
  return accept({ homeId: home.homeId, tier: home.vouched ? home.tier : 'VOUCHED' });
}

export function decidePause(home: HomeAsItStands): Decision<PauseChange> {
  return home.paused ? refuse('WRONG_STATE') : accept({ homeId: home.homeId, paused: true });
}

export function decideUnpause(home: HomeAsItStands): Decision<PauseChange> {
  if (home.isTheirOwn) return refuse('NOT_ALLOWED');
  return home.paused ? accept({ homeId: home.homeId, paused: false }) : refuse('WRONG_STATE');
}
