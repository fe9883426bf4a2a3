/** A rotation wraps every data key anew and encrypts nothing anew: it runs beside the service, may be broken off at any point, and may be run again. */
import { Injectable } from '@nestjs/common';
import { KeyStore } from '../platform/instance-parts.js';
import { InstanceRoot } from './instance-root.js';
import { KekStore } from './kek.store.js';
import { currentOf, KeyChangeRefused, KeyProvider } from './key-provider.js';
import { refuseOutdatedKeys } from './refuse-outdated-keys.js';
import { WrappedElsewhere } from './wrapped-elsewhere.js';

export interface Rotation {
  readonly current: string;
  readonly rewrapped: number;
  /** Data keys that no key opens any more: they stay as they are. */
  readonly unreadable: number;
  /** Key-encryption keys that were destroyed, and those that are still there besides the current one. */
  readonly destroyed: readonly string[];
  readonly kept: readonly string[];
}

export interface RotationAsked {
  /** No new key: what an earlier rotation left undone is done. */
  readonly resume: boolean;
  readonly destroyOld: boolean;
}

const AT_ONCE = 200;
/** One for each other rotation that comes in between. */
const MOST_PASSES = 5;

@Injectable()
export class RotateKeys {
  private readonly store: KekStore;
  private readonly root: InstanceRoot;

  constructor(
    private readonly keyStore: KeyStore,
    private readonly provider: KeyProvider,
    private readonly elsewhere: WrappedElsewhere,
  ) {
    this.store = new KekStore(keyStore.owner);
    this.root = new InstanceRoot(keyStore.owner);
  }

  /** `say`: how far it is, now and then. Rejects with `KeysUnreachable`; then what was done stays done. */
  async execute({ resume, destroyOld }: RotationAsked, say: (line: string) => void): Promise<Rotation> {
    await refuseOutdatedKeys(this.provider, this.keyStore.owner);
    if (!resume) say(`The new key is ${await this.provider.add()}.`);
    const done = await this.rewrapAll(say);
    await this.elsewhere.rewrap();
    const destroyed = destroyOld ? await this.destroyUnused() : [];
    const kept = (await this.provider.list()).filter((kek) => !kek.current).map(({ id }) => id);
    return { ...done, destroyed, kept };
  }

  /** Until the key under which it wrapped is still the current one afterwards. */
  private async rewrapAll(say: (line: string) => void): Promise<Omit<Rotation, 'destroyed' | 'kept'>> {
    let rewrapped = 0;
    for (let pass = 1; pass <= MOST_PASSES; pass += 1) {
      // One look at them: a key that another rotation makes from here on is none of the older ones.
      const keks = await this.provider.list();
      const current = currentOf(keks);
      // First: nothing may be wrapped under the older ones behind our back.
      for (const { id } of keks) if (id !== current) await this.store.retire(id);
      const its = await this.rewrapOthers(current, (count) => say(`${rewrapped + count} data keys are rewrapped.`));
      rewrapped += its.rewrapped;
      await this.root.rewrap(this.provider, current);
      if (its.whole && currentOf(await this.provider.list()) === current)
        return { current, rewrapped, unreadable: its.unreadable };
    }
    throw new KeyChangeRefused('Other rotations come in between, again and again. Let one of them finish.');
  }

  private async rewrapOthers(current: string, say: (count: number) => void) {
    let [rewrapped, unreadable] = [0, 0];
    for (let after: string | null = null; ; ) {
      const some = await this.store.wrappedOtherwise(current, after, AT_ONCE);
      const last = some.at(-1);
      if (!last) return { rewrapped, unreadable, whole: true };
      after = last.dataKeyId;
      const answers = await this.provider.rewrapMany(some.map((its) => ({ ...its, context: its })));
      const pairs = some.flatMap((before, at) => {
        const its = answers[at];
        return its === undefined || its instanceof Error ? [] : [{ before, after: its }];
      });
      unreadable += some.length - pairs.length;
      const replaced = await this.store.replace(pairs);
      // Another rotation was faster: the next pass goes on under its key.
      if (replaced === null) return { rewrapped, unreadable, whole: false };
      rewrapped += replaced;
      say(rewrapped);
    }
  }

  /** From the oldest on, as long as they wrap nothing: whoever still needs one keeps it, and those after it. */
  private async destroyUnused(): Promise<string[]> {
    const destroyed: string[] = [];
    for (const { id, current } of await this.provider.list()) {
      if (current) continue;
      // In this order: another rotation may have made it an older one just now, and what it wraps is counted when nothing more can be.
      await this.store.retire(id);
      if (await this.store.isNeeded(id)) break;
      await this.elsewhere.rewrap();
      await this.provider.destroy(id);
      destroyed.push(id);
    }
    return destroyed;
  }
}
