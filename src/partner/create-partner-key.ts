/** A partner's frontends and servers have keys of their own: shown once, kept as a digest, revoked one by one. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { isRefused, type Refused, refuse } from '../kernel/decision.js';
import type { KeyScope } from '../kernel/key-scope.js';
import { Database } from '../platform/database/database.js';
import { digestToken, makeToken } from '../sealing/opaque-token.js';
import { decideKeyLabel, decideOrigins } from './domain/partner-details.js';
import { type NewPartnerKey, PartnerKeyStore } from './partner-key.store.js';
import { PartnerKeys } from './partner-keys.js';
import { MOST_KEYS } from './partner-list.store.js';

export type PartnerKeyInput = { readonly partnerId: string; readonly label: string } & (
  | { readonly kind: 'PUBLISHABLE'; readonly origins: readonly string[] }
  | { readonly kind: 'SECRET'; readonly scopes: readonly KeyScope[] }
);

export interface PartnerKeyCreated {
  readonly keyId: string;
  /** Shown once: only its digest is kept. */
  readonly token: string;
}

@Injectable()
export class CreatePartnerKey {
  constructor(
    private readonly database: Database,
    private readonly keys: PartnerKeyStore,
    private readonly known: PartnerKeys,
    private readonly clock: Clock,
  ) {}

  async execute(input: PartnerKeyInput): Promise<PartnerKeyCreated | Refused> {
    const label = decideKeyLabel(input.label);
    if (!label.accepted) return label;
    const named = {
      partnerId: input.partnerId,
      label: label.value,
      createdOn: this.clock.now().toISOString().slice(0, 10),
    };
    if (input.kind === 'SECRET') return this.keep(makeSecretKey({ ...named, scopes: input.scopes }));
    const origins = decideOrigins(input.origins);
    if (!origins.accepted) return origins;
    return this.keep(makePublishableKey({ ...named, origins: origins.value }));
  }

  private async keep({ key, token }: MadeKey): Promise<PartnerKeyCreated | Refused> {
    const kept = await this.database.transaction(async (tx) => {
      const standing = await this.keys.countStanding(tx, key.partnerId);
      if (standing === null) return refuse('NOT_FOUND', ['partnerId']);
      if (standing >= MOST_KEYS) return refuse('TOO_MANY_ATTEMPTS');
      await this.keys.insert(tx, key);
      return { keyId: key.id, token };
    });
    if (!isRefused(kept)) this.known.forget();
    return kept;
  }
}

interface Named {
  readonly partnerId: string;
  readonly label: string;
  readonly createdOn: string;
}

interface MadeKey {
  readonly key: NewPartnerKey;
  readonly token: string;
}

export function makePublishableKey({
  origins,
  partnerId,
  label,
  createdOn,
}: Named & { readonly origins: readonly string[] }): MadeKey {
  const token = makeToken('PUBLISHABLE');
  const key = { id: randomUUID(), kind: 'PUBLISHABLE' as const, digest: digestToken(token), origins, scopes: [] };
  return { token, key: { partnerId, label, createdOn, ...key } };
}

export function makeSecretKey({
  scopes,
  partnerId,
  label,
  createdOn,
}: Named & { readonly scopes: readonly KeyScope[] }): MadeKey {
  const token = makeToken('SECRET');
  const key = { id: randomUUID(), kind: 'SECRET' as const, digest: digestToken(token), origins: [] };
  return { token, key: { partnerId, label, createdOn, ...key, scopes: [...new Set(scopes)] } };
}
