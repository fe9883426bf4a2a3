/** A token is 256 random bits behind a prefix that says whose it is; what is stored is its digest. */
import { hash, randomBytes } from 'node:crypto';

/** The prefixes let a person, and a scanner of leaked secrets, see what kind of thing was lost. */
export const tokenPrefixes = {
  FAMILY: 'shf_',
  PHONE: 'shd_',
  HOME: 'shh_',
  COORDINATOR: 'shc_',
  INVITATION: 'shi_',
  HOME_INVITATION: 'shj_',
  CIRCLE: 'shr_',
  VOUCH: 'shv_',
  PUBLISHABLE: 'shp_',
  SECRET: 'shs_',
  CALENDAR: 'shl_',
} as const;

export type TokenKind = keyof typeof tokenPrefixes;

const RANDOM_PART = /^[A-Za-z0-9_-]{43}$/;
const PREFIX_LENGTH = 4;

export function makeToken(kind: TokenKind): string {
  return tokenPrefixes[kind] + randomBytes(32).toString('base64url');
}

/** True for what has the shape of such a token; whether it is alive is for its table to say. */
export function isTokenOf(kind: TokenKind, text: string): boolean {
  return text.startsWith(tokenPrefixes[kind]) && RANDOM_PART.test(text.slice(PREFIX_LENGTH));
}

/** SHA-256, 32 bytes. A token is too long to be guessed, so no salt and no slowness are needed. */
export function digestToken(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}

/** The same in base64. */
export function digestInText(token: string): string {
  return hash('sha256', token, 'base64');
}
