/** Reads one setting from the environment, and refuses in words what cannot be used. */
import { resolve } from 'node:path';
import { decideEmail } from '../kernel/email-address.js';
import type { HomeTier } from '../kernel/viewer.js';
import type { VaultSettings } from '../sealing/vault-settings.js';
import { readVault } from './vault-config.js';

/** A setting that cannot be used. Its message names the variable and what it takes, never the value. */
export class ConfigError extends Error {}

export type Environment = Readonly<Record<string, string | undefined>>;

export function blankIsUnset(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}

export function domainName(environment: Environment, name: string, fallback: string): string {
  const text = blankIsUnset(environment[name])?.toLowerCase() ?? fallback;
  if (!/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text)) {
    throw new ConfigError(`${name} takes a domain, without scheme, port or path.`);
  }
  return text;
}

export function webOrigins(environment: Environment, name: string, fallback: string): readonly string[] {
  const origins = (blankIsUnset(environment[name]) ?? fallback).split(',').map((its) => its.trim());
  for (const origin of origins) {
    const url = URL.canParse(origin) ? new URL(origin) : null;
    const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && url.hostname === 'localhost');
    if (!url || !isSafe || url.origin !== origin) {
      throw new ConfigError(`${name} takes origins such as https://help.example.org, with commas between.`);
    }
  }
  return origins;
}

export function pathOf(environment: Environment, name: string): string | undefined {
  const path = blankIsUnset(environment[name]);
  return path === undefined ? undefined : resolve(path);
}

export function wholeNumber(
  environment: Environment,
  name: string,
  fallback: number,
  least: number,
  most: number,
): number {
  const text = blankIsUnset(environment[name]);
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new ConfigError(`${name} takes a whole number from ${least} to ${most}.`);
  }
  return value;
}

/** Divisors of the hour, so that the marks are the same in every hour. */
const PUBLISHING_MINUTES = [0, 5, 10, 15, 20, 30];

export function publishingMinutes(environment: Environment, production: boolean): number {
  const minutes = wholeNumber(environment, 'PUBLISHING_MINUTES', production ? 10 : 0, 0, 30);
  if (!PUBLISHING_MINUTES.includes(minutes)) throw new ConfigError('PUBLISHING_MINUTES takes 0, 5, 10, 15, 20 or 30.');
  if (production && minutes === 0) {
    throw new ConfigError('PUBLISHING_MINUTES takes no 0 in production: the moment of a post would tell whose it is.');
  }
  return minutes;
}

/** One setting for each tier, under the name followed by it. */
export function byTier(environment: Environment, name: string, fallback: Readonly<Record<HomeTier, number>>) {
  const of = (tier: HomeTier) => wholeNumber(environment, `${name}_${tier}`, fallback[tier], 0, 10_000);
  return { NEW: of('NEW'), VOUCHED: of('VOUCHED'), TRUSTED: of('TRUSTED') };
}

export function smtpUrl(environment: Environment): string | undefined {
  const text = blankIsUnset(environment['SMTP_URL']);
  if (text === undefined || (/^smtps?:$/.test(URL.parse(text)?.protocol ?? '') && URL.parse(text)?.hostname))
    return text;
  throw new ConfigError('SMTP_URL takes smtp://user:password@host:587 or smtps://user:password@host:465.');
}

export function emailAddress(environment: Environment, name: string): string | undefined {
  const text = blankIsUnset(environment[name]);
  if (text === undefined || decideEmail(text).accepted) return text;
  throw new ConfigError(`${name} takes one e-mail address.`);
}

export function vault(environment: Environment): VaultSettings | undefined {
  const provider = blankIsUnset(environment['KEY_PROVIDER']) ?? 'file';
  if (provider === 'file') return undefined;
  if (provider !== 'vault') throw new ConfigError('KEY_PROVIDER takes file or vault.');
  const patience = wholeNumber(environment, 'VAULT_TIMEOUT_MS', 1_500, 100, 4_000);
  return readVault(
    (name) => blankIsUnset(environment[name]),
    patience,
    (words) => {
      throw new ConfigError(words);
    },
  );
}

export function onOrOff(environment: Environment, name: string, fallback: boolean): boolean {
  const text = blankIsUnset(environment[name]);
  if (text === undefined) return fallback;
  if (text === 'on' || text === 'off') return text === 'on';
  throw new ConfigError(`${name} takes on or off.`);
}
