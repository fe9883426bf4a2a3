/** Families: their return codes, rings and sessions. */
import { Module } from '@nestjs/common';
import { KeyStore, Settings } from '../platform/instance-parts.js';
import { HashQueue } from '../sealing/hash-queue.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import { CodeHashing } from './code-hashing.js';
import { EndFamilySessions } from './end-family-sessions.js';
import { FamilySessionStore } from './family-session.store.js';
import { FamilySessions } from './family-sessions.js';
import { ForgetIdleRings } from './forget-idle-rings.js';
import { ReshuffleRings } from './reshuffle-rings.js';
import { RingStore } from './ring.store.js';
import { Rings } from './rings.js';

@Module({
  providers: [
    {
      provide: CodeHashing,
      useFactory: (secrets: InstanceSecrets, queue: HashQueue, settings: Settings) =>
        new CodeHashing(secrets.secret('pepper'), queue, settings.config.returnCodeMemoryKiB),
      inject: [InstanceSecrets, HashQueue, Settings],
    },
    {
      provide: Rings,
      useFactory: (keyStore: KeyStore, hashing: CodeHashing, secrets: InstanceSecrets) =>
        new Rings(new RingStore(keyStore.database), hashing, secrets.secret('unknown-selector')),
      inject: [KeyStore, CodeHashing, InstanceSecrets],
    },
    {
      provide: FamilySessions,
      useFactory: (keyStore: KeyStore, rings: Rings) =>
        new FamilySessions(new FamilySessionStore(keyStore.database), rings),
      inject: [KeyStore, Rings],
    },
    EndFamilySessions,
    ForgetIdleRings,
    ReshuffleRings,
  ],
  exports: [Rings, FamilySessions],
})
export class RequesterModule {}
