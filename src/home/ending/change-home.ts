/** A keeper says anew what the home is called, what it is, speaks and can do; families read the name, so it is screened like the first. */
import { Injectable } from '@nestjs/common';
import { RewordingLimit } from '../../access/rewording-limit.js';
import type { AccessFeature } from '../../kernel/access-needs.js';
import { Clock } from '../../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../../kernel/decision.js';
import type { HomeKind } from '../../kernel/home-kind.js';
import { decideLanguages } from '../../kernel/languages.js';
import { decideRequiredText } from '../../kernel/plain-text.js';
import type { HomeViewer } from '../../kernel/viewer.js';
import { Database } from '../../platform/database/database.js';
import { Screening } from '../../screening/screening.js';
import { ListingTexts } from '../../sealing/listing-key.js';
import { decideByKeeper } from '../domain/membership.js';
import { MemberStore } from '../membership/member.store.js';
import { shortNamePlace } from '../short-name.js';
import { type HomeChange, OwnHomeStore } from './own-home.store.js';
import { type OwnHome, ReadOwnHome } from './read-own-home.js';

export interface HomeChangeInput {
  readonly name?: string | null;
  readonly kind?: HomeKind | null;
  readonly languages?: readonly string[] | null;
  readonly features?: readonly AccessFeature[] | null;
}

@Injectable()
export class ChangeHome {
  constructor(
    private readonly database: Database,
    private readonly members: MemberStore,
    private readonly store: OwnHomeStore,
    private readonly reading: ReadOwnHome,
    private readonly texts: ListingTexts,
    private readonly screening: Screening,
    private readonly limit: RewordingLimit,
    private readonly clock: Clock,
  ) {}

  /** Names that are tried out one after the other would tell what the screening lets through. */
  async execute(viewer: HomeViewer, input: HomeChangeInput): Promise<OwnHome | Refused> {
    if (typeof input.name !== 'string') return this.change(viewer, input);
    return this.limit.count(viewer.homeId, 'home-name', () => this.change(viewer, input));
  }

  private async change(viewer: HomeViewer, input: HomeChangeInput): Promise<OwnHome | Refused> {
    const change = await this.decided(viewer, input);
    if (isRefused(change)) return change;
    const done = await this.database.transaction(async (tx) => {
      const home = await this.members.lock(tx, viewer);
      if (!home) return refuse('NOT_FOUND');
      const decision = decideByKeeper(home);
      if (!decision.accepted) return decision;
      await this.store.change(tx, home.homeId, change);
      return this.reading.of(viewer, tx);
    });
    return done;
  }

  private async decided(
    { homeId }: HomeViewer,
    { name, kind, languages, features }: HomeChangeInput,
  ): Promise<HomeChange | Refused> {
    const spoken = languages ? decideLanguages(languages, ['languages']) : null;
    if (spoken && !spoken.accepted) return spoken;
    const said = typeof name === 'string' ? decideRequiredText(name, { max: 40, lines: 'ONE' }, ['name']) : null;
    if (said && !said.accepted) return said;
    if (said && this.screening.screen(said.value).length > 0) return refuse('NAME_TELLS_TOO_MUCH', ['name']);
    return {
      ...(kind && { kind }),
      ...(said && { shortNameBox: await this.texts.seal(said.value, shortNamePlace(homeId), this.clock.now()) }),
      ...(spoken && { languages: spoken.value }),
      ...(features && { features: [...new Set(features)] }),
    };
  }
}
