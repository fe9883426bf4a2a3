/** Pages of titles as homes are told them: those who ask at the same time are told by one statement, and a text that is here already is not sent again. */
import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { HomeViewer } from '../kernel/viewer.js';
import { Database } from '../platform/database/database.js';
import { Settings } from '../platform/instance-parts.js';
import { ReadTogether } from '../platform/read-together.js';
import { ShortMemory } from '../platform/short-memory.js';
import {
  BrowseRequestsStore,
  type RowsAsked,
  type SortOfPage,
  sortOf,
  type TitlesWanted,
  type ToldTitles,
} from './browse-requests.store.js';
import type { RequestFilter } from './domain/request-filter.js';

/** All rows of a page in one text. */
export interface Titles {
  readonly told: string;
  /** The same for the same text, and for no other; null for one that nobody was told in the last few seconds. */
  readonly digest: string | null;
}

type Kept = Titles & { readonly digest: string };

/** Of one place in a list: what homes of different circles, tiers and trainings are told there. */
const MOST_OF_A_PLACE = 16;
/** Characters. */
const MOST_KEPT = 4_000_000;
/** Characters of digests of what was told once: most pages are, and keeping them would cost more than making them. */
const MOST_NOTED = 400_000;

type Readings = ReadTogether<TitlesWanted, ToldTitles>;

@Injectable()
export class ToldPages {
  /** Readings of a sort: the processors but the one that this program works on. More would only share them, and find fewer who wait together. */
  private readonly atOnce: number;
  /** Where pages take long, nobody waits for the one before: but other work needs connections too. */
  private readonly whenLong: number;
  private readonly readings = new Map<string, Readings>();
  private readonly noted = new ShortMemory<true>(MOST_NOTED, ({ length }) => length);
  private readonly kept = new ShortMemory<readonly Kept[]>(MOST_KEPT, (key, titles) =>
    titles.reduce((sum, { told }) => sum + told.length, key.length),
  );

  constructor(
    private readonly database: Database,
    private readonly store: BrowseRequestsStore,
    private readonly clock: Clock,
    { config }: Settings,
  ) {
    this.whenLong = Math.floor(config.poolSize / 2);
    this.atOnce = Math.max(1, Math.min(availableParallelism() - 1, this.whenLong));
  }

  /** What this home may see at an instant after it was asked, whatever was told to others. */
  async read(home: HomeViewer, filter: RequestFilter, { after, rows }: RowsAsked): Promise<Titles> {
    const sort = sortOf(home, filter, rows);
    const place = `${sort.shape} ${sort.size} ${after.urgency} ${after.bucket} ${after.id} ${filter.name}`;
    const kept = this.kept.get(place) ?? [];
    const wanted = { home, filter, after, known: kept.map(({ digest }) => digest) };
    const { told, digest } = await this.tell(sort, wanted);
    const same = kept.find((its) => its.digest === digest);
    if (same) return this.keep(place, same, kept);
    if (told === null) throw new Error('a text that nobody had was not told');
    if (!this.noted.get(digest)) {
      this.noted.put(digest, true);
      return { told, digest: null };
    }
    return this.keep(place, { told, digest }, kept);
  }

  /** The one that was told last comes first, so that what nobody is told any more makes room. */
  private keep(place: string, told: Kept, kept: readonly Kept[]): Kept {
    if (kept[0] !== told) {
      const others = kept.filter((its) => its !== told);
      this.kept.put(place, [told, ...others].slice(0, MOST_OF_A_PLACE));
    }
    return told;
  }

  /** What is narrowed may have to look far: nobody waits for another's. */
  private async tell(sort: SortOfPage, wanted: TitlesWanted): Promise<ToldTitles> {
    if (sort.shape === 'plain') return this.readingsOf(sort).ask(wanted);
    const [told] = await this.store.titlesForHomes(this.database, sort, [wanted], this.clock.now());
    if (!told) throw new Error('a page that was asked for was not told');
    return told;
  }

  private readingsOf(sort: SortOfPage): Readings {
    const name = `${sort.size} ${sort.links}`;
    const known = this.readings.get(name);
    if (known) return known;
    const readings: Readings = new ReadTogether(
      (wanted) => this.store.titlesForHomes(this.database, sort, wanted, this.clock.now()),
      this.atOnce,
      this.whenLong,
    );
    this.readings.set(name, readings);
    return readings;
  }
}
