/** One list of fields has one encoding, and no other list shares it: what is hashed or authenticated is unambiguous. */

export type CanonicalField = string | Uint8Array | null;

const ABSENT = Buffer.of(0);
const PRESENT = 1;

/** `domain` tells apart the purposes for which the same fields could be encoded. */
export function canonicalBytes(domain: string, fields: readonly CanonicalField[]): Buffer {
  return Buffer.concat([encode(domain), ...fields.map(encode)]);
}

function encode(field: CanonicalField): Buffer {
  if (field === null) return ABSENT;
  const bytes = typeof field === 'string' ? Buffer.from(field, 'utf8') : field;
  const head = Buffer.allocUnsafe(5);
  head.writeUInt8(PRESENT, 0);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}
