/** What a request keeps of a household that must not learn of it: a digest under a secret that no database holds, bound to that request. */
import { createHash } from 'node:crypto';
import type { InstanceSecrets } from '../sealing/instance-secrets.js';

/*
 * Whoever has the database has the ids of homes and the digests of their addresses as well, and would try each of them on each request: hence
 * the secret. The request's id makes that two requests which keep one household away have nothing in common: hence they are not one family's.
 */

/** Requests keep nobody, four, eight … away, real ones or not: how many it is would be the same in all requests of a family. */
export const KEPT_AWAY_STEP = 4;

/** Households that there are not, for one request: as many as it takes to fill up any number of real ones. */
export function nobodies(secret: Buffer, requestId: string): Buffer[] {
  return Array.from({ length: KEPT_AWAY_STEP }, (_, at) =>
    keptAwayDigest(secret, Buffer.from(`nobody ${at}`), requestId),
  );
}

export function keptAwaySecret(secrets: InstanceSecrets): Buffer {
  return secrets.secret('kept-away');
}

/** `household`: the digest of an address or a phone number, or `bytesOf` a home's id; each has a length of its own. */
export function keptAwayDigest(secret: Buffer, household: Buffer, requestId: string): Buffer {
  return createHash('sha256').update(secret).update(household).update(bytesOf(requestId)).digest();
}

/** The same in SQL, of expressions: the secret is a parameter, and stays one. */
export function keptAwayDigestInSql(secret: string, household: string, requestId: string): string {
  return `sha256(${secret}::bytea || ${household} || uuid_send(${requestId}))`;
}

/** As `uuid_send` gives them. */
export function bytesOf(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}
