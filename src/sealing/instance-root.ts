/** An instance stands on one root for good: the key store knows it again, and keeps it, wrapped, where a vault keeps the keys. */
import type { Queryable } from '../platform/queryable.js';
import { InstanceSecrets } from './instance-secrets.js';
import { unlessRetired } from './kek.store.js';
import { type KeyProvider, KeysUnreachable, type WrappedKey } from './key-provider.js';
import { makeKey } from './sealed-box.js';

/** There is one root: its context is no data key's id. */
const ROOT_CONTEXT = { dataKeyId: 'root', purpose: 'ROOT' } as const;

/** FILE: it lies in a key file, and here is only by what it is known. */
export type RootPlace = 'FILE' | 'VAULT';

const MOST_TRIES = 3;

export class InstanceRoot {
  /** `owner`: of the key store. */
  constructor(private readonly owner: Queryable) {}

  /** Null before the first start. */
  async place(): Promise<RootPlace | null> {
    const { rows } = await this.owner.query<{ place: RootPlace }>(
      'place-of-instance-root',
      "SELECT CASE WHEN wrapped IS NULL THEN 'FILE' ELSE 'VAULT' END AS place FROM instance_root",
    );
    return rows[0]?.place ?? null;
  }

  /** Null where it is not kept here. */
  async wrapped(): Promise<WrappedKey | null> {
    const { rows } = await this.owner.query<WrappedKey>(
      'find-instance-root',
      'SELECT wrapped, kek_id AS "kekId" FROM instance_root WHERE wrapped IS NOT NULL',
    );
    return rows[0] ?? null;
  }

  /** False when this key store stands on another root. The first that asks is the one. */
  async isThatOf(secrets: InstanceSecrets): Promise<boolean> {
    const mark = secrets.secret('mark');
    await this.keep(mark, null);
    const { rows } = await this.owner.query<{ same: boolean }>(
      'is-instance-root',
      'SELECT mark = $1 AS same FROM instance_root',
      [mark],
    );
    return rows[0]?.same ?? false;
  }

  /** The secrets of the instance; makes the root when there is none. Several processes that start at once agree on one. */
  async secrets(provider: KeyProvider): Promise<InstanceSecrets> {
    for (let attempt = 1; attempt <= MOST_TRIES; attempt += 1) {
      const kept = await this.wrapped();
      if (kept) return new InstanceSecrets(await provider.unwrap(kept, ROOT_CONTEXT));
      const root = makeKey();
      const made = await provider.wrap(root, ROOT_CONTEXT);
      await unlessRetired(() => this.keep(new InstanceSecrets(root).secret('mark'), made));
    }
    throw new KeysUnreachable('RETIRED');
  }

  /** Under the current key; does nothing when it is there already, or when no root is kept here. */
  async rewrap(provider: KeyProvider, current: string): Promise<void> {
    const before = await this.wrapped();
    if (!before || before.kekId === current) return;
    const after = await provider.rewrap(before, ROOT_CONTEXT);
    // A newer rotation may have retired this key meanwhile: then it rewraps the root itself.
    await unlessRetired(async () => {
      await this.owner.query(
        'replace-instance-root',
        'UPDATE instance_root SET wrapped = $1, kek_id = $2 WHERE kek_id = $3',
        [after.wrapped, after.kekId, before.kekId],
      );
    });
  }

  private async keep(mark: Buffer, wrapped: WrappedKey | null): Promise<void> {
    await this.owner.query(
      'keep-instance-root',
      'INSERT INTO instance_root (mark, wrapped, kek_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [mark, wrapped?.wrapped ?? null, wrapped?.kekId ?? null],
    );
  }
}
