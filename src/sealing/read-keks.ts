/** What each key-encryption key wraps: what would be lost with it, and whether it may go. */
import { Injectable } from '@nestjs/common';
import { KeyStore } from '../platform/instance-parts.js';
import { KekStore } from './kek.store.js';
import { KeyChangeRefused, KeyProvider } from './key-provider.js';

/** GONE: the provider has it no more, and what it wrapped opens nothing. */
type KekState = 'CURRENT' | 'OLDER' | 'GONE';

export interface Kek {
  readonly id: string;
  readonly state: KekState;
  /** How many data keys of each purpose it wraps; `ROOT`, where it wraps the root of the instance. */
  readonly wraps: Readonly<Record<string, number>>;
}

@Injectable()
export class ReadKeks {
  private readonly store: KekStore;

  constructor(
    keyStore: KeyStore,
    private readonly provider: KeyProvider,
  ) {
    this.store = new KekStore(keyStore.owner);
  }

  /** The oldest first; those that are gone but still named by a data key before all others. */
  async all(): Promise<Kek[]> {
    // In this order: what is named already, and is not listed afterwards, is gone.
    const [counts, known] = [await this.store.counts(), await this.provider.list()];
    const ids = new Set(known.map(({ id }) => id));
    const gone = new Set(counts.map(({ kekId }) => kekId).filter((id) => !ids.has(id)));
    const wraps = (id: string) =>
      Object.fromEntries(counts.filter(({ kekId }) => kekId === id).map(({ purpose, count }) => [purpose, count]));
    return [
      ...[...gone].map((id) => ({ id, state: 'GONE' as const, wraps: wraps(id) })),
      ...known.map(({ id, current }) => ({
        id,
        state: current ? ('CURRENT' as const) : ('OLDER' as const),
        wraps: wraps(id),
      })),
    ];
  }

  async named(id: string): Promise<Kek> {
    const kek = (await this.all()).find((its) => its.id === id);
    if (!kek) throw new KeyChangeRefused('There is no such key: `keys list` shows those that there are.');
    return kek;
  }
}

/** Data keys, the root not among them. */
export function dataKeysOf({ wraps }: Kek): number {
  return Object.entries(wraps).reduce((sum, [purpose, count]) => sum + (purpose === 'ROOT' ? 0 : count), 0);
}
