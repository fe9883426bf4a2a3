/** What a browser sends back of an authenticator: JSON of the Web Authentication API, looked at before any of it is believed. */
import { accept, type Decision, refuse } from '../../kernel/decision.js';

export interface AuthenticatorAnswer {
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
  readonly response: Readonly<Record<string, unknown>> & { readonly clientDataJSON: string };
  /** As it was signed, in base64url. */
  readonly challenge: string;
}

const BASE64URL = /^[A-Za-z0-9_-]{1,1400}$/;

export function decideAnswer(text: string, path: readonly string[]): Decision<AuthenticatorAnswer> {
  const answer = objectOf(text);
  const response = answer && isObject(answer['response']) ? answer['response'] : null;
  const { id, rawId, type } = answer ?? {};
  const clientDataJSON = response?.['clientDataJSON'];
  if (typeof id !== 'string' || !BASE64URL.test(id) || id !== rawId || type !== 'public-key') return off(path);
  if (typeof clientDataJSON !== 'string' || !response) return off(path);
  const challenge = objectOf(Buffer.from(clientDataJSON, 'base64url').toString('utf8'))?.['challenge'];
  if (typeof challenge !== 'string') return off(path);
  return accept({ id, rawId: id, type, response: { ...response, clientDataJSON }, challenge });
}

function off(path: readonly string[]) {
  return refuse('PASSKEY_REFUSED', path);
}

function objectOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
