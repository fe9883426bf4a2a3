/** Under which digest something is counted: another one for every meter, day and person, and nobody's without the secret of the instance. */
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InstanceSecrets } from '../sealing/instance-secrets.js';

@Injectable()
export class MeterDigests {
  private readonly key: KeyObject;

  constructor(secrets: InstanceSecrets) {
    this.key = createSecretKey(secrets.secret('meters'));
  }

  /** `parts`: the meter, the day, whose it is and, for one look, at what. None of them has a slash in it. */
  of(...parts: readonly [meter: string, day: string, who: string, what?: string]): Buffer {
    return createHmac('sha256', this.key).update(parts.join('/')).digest();
  }
}
