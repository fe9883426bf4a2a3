/** Families: their return codes, rings and sessions. */
import { Module } from '@nestjs/common';
import { KeyStore, Settings } from '../platform/instance-parts.js';
import { HashQueue } from '../sealing/hash-queue.js';
import { InstanceSecrets } from '../sealing/instance-secrets.js';
import { CodeAttempts } from './code-attempts.js';
import { CodeHashing } from './code-hashing.js';
import { EndFamilySessions } from './end-family-sessions.js';
import { FamilyRings } from './family-rings.js';
import { FamilySessionStore } from './family-session.store.js';
import { FamilySessions } from './family-sessions.js';
import { ForgetIdleRings } from './forget-idle-rings.js';
import { OpenWithCode } from './open-with-code.js';
import { PhoneSessionStore } from './phone-session.store.js';
import { PhoneSessions } from './phone-sessions.js';
import { PinHashing } from './pin-hashing.js';
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
      useFactory: (keyStore: KeyStore, rings: Rings, phones: PhoneSessionStore) =>
        new FamilySessions(new FamilySessionStore(keyStore.database), rings, phones),
      inject: [KeyStore, Rings, PhoneSessionStore],
    },
    {
      provide: PhoneSessionStore,
      useFactory: (keyStore: KeyStore) => new PhoneSessionStore(keyStore.database),
      inject: [KeyStore],
    },
    {
      provide: PhoneSessions,
      useFactory: (
        store: PhoneSessionStore,
        secrets: InstanceSecrets,
        queue: HashQueue,
        settings: Settings,
        rings: Rings,
      ) => {
        const { returnCodeMemoryKiB } = settings.config;
        return new PhoneSessions(store, new PinHashing(secrets.secret('pepper'), queue, returnCodeMemoryKiB), rings);
      },
      inject: [PhoneSessionStore, InstanceSecrets, HashQueue, Settings, Rings],
    },
    FamilyRings,
    CodeAttempts,
    OpenWithCode,
    PosterRings,
    EndFamilySessions,
    ForgetIdleRings,
    ReshuffleRings,
  ],
  exports: [Rings, FamilySessions, PhoneSessions, FamilyRings, OpenWithCode, PosterRings],
})
export class RequesterModule {}
