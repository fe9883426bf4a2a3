/** Families: their return codes, rings and sessions. */
import { Module } from '@nestjs/common';
import { KeyStore, Settings } from '../platform/instance-parts.js';
import { HashQueue } from '../sealing/hash-queue.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import { CodeHashing } from './code-hashing.js';
import { EndFamilySessions } from './end-family-sessions.js';
import { FamilyRings } from './family-rings.js';
import { FamilySessionStore } from './family-session.store.js';
import { FamilySessions } from './family-sessions.js';
import { ForgetIdleRings } from './forget-idle-rings.js';
import { OpenWithCode } from './open-with-code.js';
import { PosterRings } from './poster-rings.js';
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
      provide: RingStore,
      useFactory: (keyStore: KeyStore) => new RingStore(keyStore.database),
      inject: [KeyStore],
    },
    {
      provide: Rings,
      useFactory: (store: RingStore, hashing: CodeHashing, secrets: InstanceSecrets) =>
        new Rings(store, hashing, secrets.secret('unknown-selector')),
      inject: [RingStore, CodeHashing, InstanceSecrets],
    },
    {
      provide: FamilySessions,
      useFactory: (keyStore: KeyStore, rings: Rings) =>
        new FamilySessions(new FamilySessionStore(keyStore.database), rings),
      inject: [KeyStore, Rings],
    },
    FamilyRings,
    OpenWithCode,
    PosterRings,
    EndFamilySessions,
    ForgetIdleRings,
    ReshuffleRings,
  ],
  exports: [Rings, FamilySessions, FamilyRings, OpenWithCode, PosterRings],
})
export class RequesterModule {}
