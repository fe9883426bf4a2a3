/** From where somebody tries something: what limits count by. */
import type { CallContext } from '../platform/graphql/call-context.js';

export interface CallingClient {
  /** Of a network, or of a client that a partner's server names. */
  readonly clientDigest: string;
  /** The partner whose server speaks for the client; null for everybody else. A stolen key may name any number of clients. */
  readonly serverOf: string | null;
}

export function callingClient({ viewer, clientDigest }: Pick<CallContext, 'viewer' | 'clientDigest'>): CallingClient {
  return { clientDigest, serverOf: viewer.frontend?.kind === 'SECRET' ? viewer.frontend.partnerId : null };
}
