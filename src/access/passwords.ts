/** Passwords are kept as Argon2id hashes with a pepper; checking one costs the same whether anybody is there or not. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, type Options, verify } from '@node-rs/argon2';
import type { Refused } from '../kernel/decision.js';
import { normalPassword } from '../kernel/password.js';
import { Settings } from '../platform/instance-parts.js';
import { canonicalBytes } from '../sealing/canonical-bytes.js';
import { HashQueue } from '../sealing/hash-queue.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';

@Injectable()
export class Passwords {
  private readonly cost: Options;
  private decoy: Promise<string> | undefined;

  constructor(
    secrets: InstanceSecrets,
    settings: Settings,
    private readonly queue: HashQueue,
  ) {
    // Argon2id is the library's default; its enum cannot be named under isolatedModules.
    this.cost = {
      timeCost: 2,
      parallelism: 1,
      memoryCost: settings.config.passwordMemoryKiB,
      secret: secrets.secret('pepper'),
    };
  }

  /** In PHC form. Refuses with BUSY when too many hashes wait already. */
  async hash(password: string): Promise<string | Refused> {
    return this.queue.run('PASSWORD', () => hash(bytesOf(password), this.cost));
  }

  /** The place of the first hash that the password belongs to, or null. All places are tried, the empty ones too. */
  async firstMatch(password: string, hashes: readonly (string | null)[]): Promise<number | null | Refused> {
    return this.queue.run('PASSWORD', async () => {
      this.decoy ??= hash(randomBytes(32), this.cost);
      const decoy = await this.decoy;
      let found: number | null = null;
      for (const [place, kept] of hashes.entries()) {
        const belongs = await verify(kept ?? decoy, bytesOf(password), { secret: this.cost.secret });
        if (belongs && kept !== null) found ??= place;
      }
      return found;
    });
  }
}

function bytesOf(password: string): Buffer {
  return canonicalBytes('sanctuary-homes/password', [normalPassword(password)]);
}
