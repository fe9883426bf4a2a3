/** What is answered to whoever signs up or stays away: its own sign-up, or what it had signed up for. */
import { Injectable } from '@nestjs/common';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { Language } from '../kernel/refusals.js';
import type { HomeViewer } from '../kernel/viewer.js';
import type { GatheringKind } from './domain/gathering.js';
import { OwnSignUps } from './own-sign-ups.js';
import { ReadGatherings } from './read-gatherings.js';
import type { SignedUp, SignUpCancelled } from './sign-up.type.js';
import { SignUps } from './sign-ups.js';

@Injectable()
export class SigningUp {
  constructor(
    private readonly signUps: SignUps,
    private readonly own: OwnSignUps,
    private readonly gatherings: ReadGatherings,
  ) {}

  async come(viewer: HomeViewer, kind: GatheringKind, id: string): Promise<SignedUp | Refused> {
    const done = await this.signUps.signUp(viewer, kind, id);
    if (isRefused(done)) return done;
    const signUp = (await this.own.in(viewer, [done.gatheringId])).get(done.gatheringId);
    // It was taken back on another device between the two.
    return signUp ? { signUp } : refuse('WRONG_STATE');
  }

  async stayAway(
    viewer: HomeViewer,
    kind: GatheringKind,
    id: string,
    language: Language,
  ): Promise<SignUpCancelled | Refused> {
    const done = await this.signUps.leave(viewer, kind, id);
    if (isRefused(done)) return done;
    const gathering = await this.gatherings.one(kind, id, language);
    return isRefused(gathering) ? gathering : { gathering };
  }
}
