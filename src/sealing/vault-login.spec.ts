import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { VaultReply } from './vault-http.js';
import { VaultLogin } from './vault-login.js';

const MINUTE_MS = 60_000;
const SEALED: VaultReply = { status: 503, text: '{"errors":["Vault is sealed"]}' };
const RENEWABLE: VaultReply = { status: 200, text: '{"data":{"renewable":true,"ttl":3600}}' };
const FOR_GOOD: VaultReply = { status: 200, text: '{"data":{"renewable":false,"ttl":0}}' };
const FOR_AN_HOUR: VaultReply = { status: 200, text: '{"auth":{"lease_duration":3600}}' };

/** Answers each question in turn with the next of these, then with the last again. */
function vaultThatSays(...replies: readonly VaultReply[]) {
  const asked: string[] = [];
  const send = async ({ path }: { path: string }) => {
    asked.push(path.replace('auth/token/', ''));
    return replies[asked.length - 1] ?? replies.at(-1) ?? SEALED;
  };
  return { asked, http: { send } };
}

describe('a token that was given', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  const askedWithin = async (minutes: number, ...replies: readonly VaultReply[]) => {
    const { asked, http } = vaultThatSays(...replies);
    new VaultLogin({ kind: 'TOKEN', token: 's.secret' }, http, 1_000).keepAlive();
    await jest.advanceTimersByTimeAsync(minutes * MINUTE_MS);
    return asked;
  };

  it('is renewed after a third of its time', async () => {
    expect(await askedWithin(19, RENEWABLE, FOR_AN_HOUR)).toEqual(['lookup-self', 'renew-self']);
    expect(await askedWithin(21, RENEWABLE, FOR_AN_HOUR, RENEWABLE, FOR_AN_HOUR)).toHaveLength(4);
  });

  it('is looked at again soon when the vault was sealed at that moment', async () => {
    expect(await askedWithin(2, SEALED, RENEWABLE, FOR_AN_HOUR)).toEqual(['lookup-self', 'lookup-self', 'renew-self']);
    expect(await askedWithin(2, RENEWABLE, SEALED, RENEWABLE, FOR_AN_HOUR)).toHaveLength(4);
  });

  it('is left alone when it needs no renewing', async () => {
    expect(await askedWithin(11 * 60, FOR_GOOD)).toEqual(['lookup-self']);
  });
});
