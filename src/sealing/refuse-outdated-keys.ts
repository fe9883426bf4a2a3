/** Keys that are older than the key store know nothing of those that it is wrapped with by now: what they do not open would look destroyed. */
import type { Queryable } from '../platform/queryable.js';
import { KekStore } from './kek.store.js';
import { currentOf, type KeyProvider, KeysUnreachable } from './key-provider.js';

/** `owner`: of the key store. Rejects with `KeysUnreachable`. */
export async function refuseOutdatedKeys(provider: KeyProvider, owner: Queryable): Promise<void> {
  if (await new KekStore(owner).isRetired(currentOf(await provider.list()))) throw new KeysUnreachable('RETIRED');
}
