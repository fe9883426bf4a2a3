/** One list of fields has one encoding, and no other list shares it: what is hashed or authenticated is unambiguous. */

export type CanonicalField = string | Uint8Array | null;

const ABSENT = 0;
const PRESENT = 1;
const LENGTH_BYTES = 4;

/** `domain` tells apart the purposes for which the same fields could be encoded. */
export function canonicalBytes(domain: string, fields: readonly CanonicalField[]): Buffer {
  const all = [domain, ...fields];
  const bytes = Buffer.allocUnsafe(all.reduce((sum, field) => sum + sizeOf(field), 0));
  let at = 0;
  for (const field of all) at = write(bytes, at, field);
  return bytes;
}

function sizeOf(field: CanonicalField): number {
  if (field === null) return 1;
  return 1 + LENGTH_BYTES + (typeof field === 'string' ? Buffer.byteLength(field, 'utf8') : field.length);
}

/** Where the next one begins. */
function write(bytes: Buffer, at: number, field: CanonicalField): number {
  if (field === null) return bytes.writeUInt8(ABSENT, at);
  const from = bytes.writeUInt8(PRESENT, at) + LENGTH_BYTES;
  let length = field.length;
  if (typeof field === 'string') length = bytes.write(field, from, 'utf8');
  else bytes.set(field, from);
  bytes.writeUInt32BE(length, from - LENGTH_BYTES);
  return from + length;
}
