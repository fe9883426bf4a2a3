/** A certificate that nobody trusts, for a vault on 127.0.0.1 that is asked over TLS: made anew by each run, in the few fields of X.509 that it needs. */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

export interface TestCertificate {
  /** PEM, both. */
  readonly certificate: string;
  readonly key: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Object identifiers, as DER writes them. */
const ECDSA_WITH_SHA256 = '2a8648ce3d040302';
const COMMON_NAME = '550403';
const BASIC_CONSTRAINTS = '551d13';
const SUBJECT_ALTERNATIVE_NAME = '551d11';

export function aCertificate(): TestCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const fields = toBeSigned(publicKey);
  const signature = sign('sha256', fields, privateKey);
  const der = sequence(fields, algorithm(), tagged(0x03, Buffer.of(0), signature));
  const lines = der.toString('base64').replaceAll(/.{64}/g, '$&\n');
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function toBeSigned(publicKey: KeyObject): Buffer {
  const name = sequence(
    tagged(0x31, sequence(identifier(COMMON_NAME), tagged(0x0c, Buffer.from('a vault of the tests')))),
  );
  const extensions = sequence(
    extension(BASIC_CONSTRAINTS, sequence(tagged(0x01, Buffer.of(0xff)))),
    extension(SUBJECT_ALTERNATIVE_NAME, sequence(tagged(0x87, Buffer.of(127, 0, 0, 1)))),
  );
  const [from, until] = [new Date(Date.now() - DAY_MS), new Date(Date.now() + DAY_MS)];
  return sequence(
    tagged(0xa0, tagged(0x02, Buffer.of(2))),
    tagged(0x02, Buffer.of(1), randomBytes(8)),
    algorithm(),
    name,
    sequence(time(from), time(until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, extensions),
  );
}

function algorithm(): Buffer {
  return sequence(identifier(ECDSA_WITH_SHA256));
}

function extension(name: string, value: Buffer): Buffer {
  return sequence(identifier(name), tagged(0x04, value));
}

function time(moment: Date): Buffer {
  return tagged(
    0x17,
    Buffer.from(
      moment
        .toISOString()
        .slice(2)
        .replaceAll(/\.\d+|[-:T]/g, ''),
    ),
  );
}

function identifier(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, ...parts);
}

/** Tag, length, value; nothing here is longer than 65,535 bytes. */
function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  const { length } = value;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), value]);
}
