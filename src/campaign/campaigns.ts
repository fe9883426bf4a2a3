/** A partner lists the campaigns that it takes part in and who leads them; anybody reads the list. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isLocalDate } from '../calendar/half-day.js';
import { PublicTexts } from '../gathering/public-texts.js';
import { allAccepted } from '../kernel/all-accepted.js';
import { Clock } from '../kernel/clock.js';
import { accept, type Decision, type Refused, refuse } from '../kernel/decision.js';
import { baseLanguage, decideLanguage, decideLanguages } from '../kernel/languages.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { type Connection, pageOf } from '../platform/graphql/connection.type.js';
import { Cursors } from '../platform/graphql/cursors.js';
import { type CampaignRead, CampaignStore } from './campaign.store.js';

export interface CampaignInput {
  readonly title: string;
  readonly summary?: string | null;
  readonly languages: readonly string[];
  readonly ledBy: string;
  readonly beginsOn: string;
  readonly endsOn?: string | null;
}

export interface CampaignsAsked {
  readonly language?: string | null;
  readonly first: number;
  readonly after?: string | null;
}

@Injectable()
export class Campaigns {
  constructor(
    private readonly database: Database,
    private readonly store: CampaignStore,
    private readonly texts: PublicTexts,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async create({ partnerId }: CoordinatorViewer, input: CampaignInput): Promise<{ campaignId: string } | Refused> {
    const today = this.today();
    const said = allAccepted({
      title: this.texts.title(input.title, ['title']),
      summary: this.texts.text(input.summary, ['summary']),
      languages: decideLanguages(input.languages, ['languages']),
      ledBy: this.texts.title(input.ledBy, ['ledBy']),
      dates: decideDates(input, today),
    });
    if (!said.accepted) return said;
    const { dates, ...texts } = said.value;
    const id = randomUUID();
    return this.database.transaction(async (tx) => {
      await this.store.insert(tx, { id, partnerId, ...texts, ...dates, listedOn: today });
      return { campaignId: id };
    });
  }

  async byIds(ids: readonly string[]): Promise<Map<string, CampaignRead>> {
    return new Map((await this.store.byIds(this.database, ids)).map((its) => [its.id, its]));
  }

  async page({ language, first, after }: CampaignsAsked): Promise<Connection<CampaignRead> | Refused> {
    const spoken = language ? decideLanguage(language, ['filter', 'language']) : accept(null);
    if (!spoken.accepted) return spoken;
    const base = spoken.value && baseLanguage(spoken.value);
    const list = `campaigns ${base}`;
    const opened = after ? this.cursors.open(list, after) : null;
    if (opened && !opened.accepted) return opened;
    const [beginsOn, id] = opened?.value ?? [];
    const position = opened ? { beginsOn: String(beginsOn), id: String(id) } : null;
    const rows = await this.store.page(this.database, { language: base, on: this.today() }, position, first + 1);
    return pageOf(
      rows,
      first,
      (row) => row,
      (row) => this.cursors.seal(list, [row.beginsOn, row.id]),
    );
  }

  /** In UTC. */
  private today(): string {
    return this.clock.now().toISOString().slice(0, 10);
  }
}

/** One that goes on may have begun long ago; one that is over is nobody's to join. */
export function decideDates(
  { beginsOn, endsOn = null }: Pick<CampaignInput, 'beginsOn' | 'endsOn'>,
  today: string,
): Decision<{ beginsOn: string; endsOn: string | null }> {
  if (!isLocalDate(beginsOn)) return refuse('INVALID_INPUT', ['beginsOn']);
  if (endsOn === null) return accept({ beginsOn, endsOn });
  if (!isLocalDate(endsOn)) return refuse('INVALID_INPUT', ['endsOn']);
  if (endsOn < beginsOn) return refuse('WINDOW_REVERSED', ['endsOn']);
  return endsOn < today ? refuse('WINDOW_PAST', ['endsOn']) : accept({ beginsOn, endsOn });
}
