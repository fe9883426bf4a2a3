/** What a key file says: one root, and key-encryption keys of which one is current. What is not exactly that is not a key file. */
import { KEY_BYTES } from './sealed-box.js';

export interface KeyFileContent {
  /** What the secrets of the instance are derived from. It never changes. */
  readonly root: Buffer;
  /** The id of the key-encryption key that wraps from now on. */
  readonly current: string;
  readonly keys: ReadonlyMap<string, Buffer>;
}

const FORMAT = 'sanctuary-homes-keys/1';

export function printKeyFile({ root, current, keys }: KeyFileContent): string {
  const encoded = Object.fromEntries([...keys].map(([id, key]) => [id, key.toString('base64')]));
  return `${JSON.stringify({ format: FORMAT, root: root.toString('base64'), current, keys: encoded }, null, 2)}\n`;
}

/** Null for anything that `printKeyFile` would not have written. */
export function parseKeyFile(text: string): KeyFileContent | null {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(read) || read.format !== FORMAT || typeof read.current !== 'string' || !isRecord(read.keys))
    return null;
  const root = keyOf(read.root);
  const keys = new Map<string, Buffer>();
  for (const [id, encoded] of Object.entries(read.keys)) {
    const key = keyOf(encoded);
    if (!key) return null;
    keys.set(id, key);
  }
  return root && keys.has(read.current) ? { root, current: read.current, keys } : null;
}

function keyOf(encoded: unknown): Buffer | null {
  if (typeof encoded !== 'string') return null;
  const key = Buffer.from(encoded, 'base64');
  return key.length === KEY_BYTES ? key : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
