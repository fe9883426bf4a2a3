/** What homes of a partner agree to: the partner adopts it, version by version; a home accepts the newest before it sees requests. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { type Refused, refuse } from '../kernel/decision.js';
import type { CoordinatorViewer, HomeViewer } from '../kernel/viewer.js';
import { Notices } from '../notice/notices.js';
import { Database } from '../platform/database/database.js';
import { AgreementStore, type NewestAgreement } from './agreement.store.js';
import { type AgreementWords, decideAcceptance, decideWords } from './domain/agreement.js';
import { type AgreementTexts, SHIPPED_VERSION, shippedAgreement } from './shipped-agreement.js';

export type ShownAgreement = Pick<NewestAgreement, 'version' | 'adoptedOn' | 'acceptedOn'> & {
  readonly isOwn: boolean;
  readonly texts: AgreementTexts;
};

@Injectable()
export class Agreements {
  constructor(
    private readonly database: Database,
    private readonly store: AgreementStore,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async newest(viewer: HomeViewer | CoordinatorViewer): Promise<ShownAgreement> {
    const homeId = viewer.kind === 'HOME' ? viewer.homeId : null;
    return shown(await this.store.newest(this.database, viewer.partnerId, homeId));
  }

  async accept(viewer: HomeViewer, version: number): Promise<ShownAgreement | Refused> {
    const on = this.clock.now().toISOString().slice(0, 10);
    return this.database.transaction(async (tx) => {
      const newest = await this.store.newest(tx, viewer.partnerId, viewer.homeId);
      const acceptance = decideAcceptance(version, newest.version);
      if (!acceptance.accepted) return acceptance;
      await this.store.accept(tx, viewer, acceptance, on);
      return shown(await this.store.newest(tx, viewer.partnerId, viewer.homeId));
    });
  }

  /** The words that ship with the service, when none are given. Every home of the partner is asked again, and told so. */
  async adopt(viewer: CoordinatorViewer, words: readonly AgreementWords[] | null): Promise<ShownAgreement | Refused> {
    const texts = words && decideWords(words);
    if (texts && !texts.accepted) return texts;
    const now = this.clock.now();
    const { partnerId, coordinatorId: by } = viewer;
    return this.database.transaction(async (tx) => {
      const before = await this.store.newest(tx, partnerId, null);
      const version = before.version + 1;
      const on = now.toISOString().slice(0, 10);
      const what = { texts: texts?.value ?? null, shipped: texts ? null : SHIPPED_VERSION };
      if (!(await this.store.adopt(tx, { partnerId, version, on, by, ...what }))) return refuse('WRONG_STATE');
      await this.notices.tellHomes(tx, await this.store.openHomes(tx, partnerId), 'AGREEMENT_CHANGED', now);
      return shown({ version, adoptedOn: on, acceptedOn: null, ...what });
    });
  }
}

function shown({ version, adoptedOn, acceptedOn, texts, shipped }: NewestAgreement): ShownAgreement {
  return {
    version,
    adoptedOn,
    acceptedOn,
    isOwn: texts !== null,
    texts: texts ?? shippedAgreement(shipped ?? SHIPPED_VERSION),
  };
}
