/** What a partner lists it alone changes, and only while it stands: what is retired does not change, and nothing more is planned of it. */
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import { isPublicId } from '../kernel/ids.js';
import type { CoordinatorViewer } from '../kernel/viewer.js';
import type { Database } from '../platform/database/database.js';
import type { Queryable } from '../platform/queryable.js';
import type { Listed, ListedByPartners } from './listed-by-partners.js';

/** As an input names it. */
export interface NamedListing {
  readonly id: string;
  readonly field: 'trainingId' | 'campaignId';
}

export async function listedOfPartner<Read extends Listed>(
  db: Queryable,
  store: ListedByPartners<Read>,
  { partnerId }: CoordinatorViewer,
  { id, field }: NamedListing,
): Promise<Read | Refused> {
  const found = isPublicId(id) ? await store.findOfPartner(db, partnerId, id) : null;
  if (!found) return refuse('NOT_FOUND', [field]);
  return found.isRetired ? refuse('WRONG_STATE', [field]) : found;
}

/** Under its lock; `work` answers why it does not change, if it does not. */
export async function changeListed<Read extends Listed>(
  database: Database,
  store: ListedByPartners<Read>,
  viewer: CoordinatorViewer,
  named: NamedListing,
  work: (tx: Queryable, its: Read) => Promise<Refused | undefined>,
): Promise<Read | Refused> {
  if (!isPublicId(named.id)) return refuse('NOT_FOUND', [named.field]);
  return database.transaction(async (tx): Promise<Read | Refused> => {
    await store.lock(tx, viewer.partnerId, named.id);
    const its = await listedOfPartner(tx, store, viewer, named);
    return isRefused(its) ? its : ((await work(tx, its)) ?? its);
  });
}
