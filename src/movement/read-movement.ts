/** Everybody may know how large the movement is: arguments choose rows that stand, and never count anew. */
import { Injectable } from '@nestjs/common';
import { type Refused, refuse } from '../kernel/decision.js';
import { Database } from '../platform/database/database.js';
import { metros } from './domain/metros.js';
import { NATION } from './domain/publish-numbers.js';
import { MovementStore, type NumberOfMonth } from './movement.store.js';

export type { NumberOfMonth } from './movement.store.js';

export interface AreaAsked {
  readonly state: string | null;
  readonly metro: string | null;
}

@Injectable()
export class ReadMovement {
  constructor(
    private readonly database: Database,
    private readonly store: MovementStore,
  ) {}

  /** Every number of every month, of one area. */
  async months(asked: AreaAsked): Promise<readonly NumberOfMonth[] | Refused> {
    const area = decideArea(asked);
    return typeof area === 'string' ? this.store.numbers(this.database, area) : area;
  }

  everything(): Promise<readonly NumberOfMonth[]> {
    return this.store.numbers(this.database, null);
  }

  /** What came together over all months; of homes, as many as there are by the newest count. */
  async totals(asked: AreaAsked): Promise<readonly NumberOfMonth[] | Refused> {
    const months = await this.months(asked);
    if (!('map' in months)) return months;
    return totalsOf(months, (await this.store.monthOfHomes(this.database)) ?? undefined);
  }
}

/** Where homes are too few by now there is no number of them: what was told of an earlier month is not what there is. */
export function totalsOf(months: readonly NumberOfMonth[], ofHomes = newestOfHomes(months)): readonly NumberOfMonth[] {
  const totals = new Map<string, NumberOfMonth>();
  for (const its of months) {
    if (its.unit === 'HOMES' && its.month !== ofHomes) continue;
    const key = `${its.what} ${its.unit} ${its.area}`;
    const sum = its.unit === 'HOMES' ? 0 : (totals.get(key)?.amount ?? 0);
    totals.set(key, { ...its, amount: its.amount + sum });
  }
  return [...totals.values()];
}

function newestOfHomes(months: readonly NumberOfMonth[]): string | undefined {
  return months.findLast(({ unit }) => unit === 'HOMES')?.month;
}

function decideArea({ state, metro }: AreaAsked): string | Refused {
  if (state === null) return metro === null ? NATION : refuse('INVALID_INPUT', ['metro']);
  if (!/^[A-Z]{2}$/.test(state)) return refuse('INVALID_INPUT', ['state']);
  if (metro === null) return `${NATION}/${state}`;
  return metros.some(({ key }) => key === metro) ? `${NATION}/${state}/${metro}` : refuse('INVALID_INPUT', ['metro']);
}
