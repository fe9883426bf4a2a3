/** Ids, keys and passwords that nobody was ever given: they follow from a secret and the day, so that without the key file no row tells which they are. */
import { createHmac, type KeyObject } from 'node:crypto';
import { tokenPrefixes } from './opaque-token.js';

/** Of how many a day it is known at any time that they are canaries, made or not. */
export const MOST_CANARIES_A_DAY = 3;

export interface CanaryOfDay {
  readonly requestId: string;
  readonly dataKeyId: string;
  /** Of nothing. What is asked about the canary is asked about this. */
  readonly veil: string;
  /** Of 32 bits each, for whatever has to be drawn for it: the same every time. */
  readonly draws: readonly number[];
}

/** For an operator to leave where a thief looks. Nobody can do anything with them. */
export interface Decoys {
  /** A partner's secret key. */
  readonly partnerKey: string;
  readonly email: string;
  readonly password: string;
}

export function canaryOfDay(secret: KeyObject, day: number, place: number): CanaryOfDay {
  const bytes = (use: string) => createHmac('sha256', secret).update(`${use}/${day}/${place}`).digest();
  const drawn = bytes('draws');
  const draws = Array.from({ length: drawn.length / 4 }, (_, at) => drawn.readUInt32BE(at * 4));
  const ids = {
    requestId: uuidOf(bytes('request')),
    dataKeyId: uuidOf(bytes('data-key')),
    veil: uuidOf(bytes('veil')),
  };
  return { ...ids, draws };
}

/** `domain`: of an address that this instance could have. */
export function decoysOf(secret: KeyObject, domain: string): Decoys {
  const bytes = (use: string) => createHmac('sha256', secret).update(`decoy/${use}`).digest();
  return {
    partnerKey: tokenPrefixes.SECRET + bytes('partner-key').toString('base64url'),
    email: `office.${bytes('email').toString('hex').slice(0, 6)}@${domain}`,
    password: bytes('password').toString('base64url').slice(0, 20),
  };
}

/** Bytes that look random, as the version 4 UUID that is made of them. */
function uuidOf(bytes: Buffer): string {
  const its = Buffer.from(bytes.subarray(0, 16));
  its.writeUInt8((its.readUInt8(6) & 0x0f) | 0x40, 6);
  its.writeUInt8((its.readUInt8(8) & 0x3f) | 0x80, 8);
  return its.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
