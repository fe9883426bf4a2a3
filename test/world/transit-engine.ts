/** The transit secrets engine as Vault and OpenBao document and implement it: versions, derivation, batches, and what each refusal says. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

export interface EngineAnswer {
  readonly status: number;
  readonly data?: Json;
  readonly errors?: readonly string[];
}

type Json = Record<string, unknown>;

interface NamedKey {
  readonly type: string;
  readonly derived: boolean;
  exportable: boolean;
  allowPlaintextBackup: boolean;
  deletionAllowed: boolean;
  latest: number;
  /** 0 until somebody sets it. */
  leastAvailable: number;
  leastForDecryption: number;
  leastForEncryption: number;
  /** By version; what was trimmed is not there any more. */
  readonly versions: Map<number, Buffer>;
}

/** What a person who asked for it wrongly is told, with 400. */
class UserError extends Error {}

const refused = (...errors: string[]): EngineAnswer => ({ status: 400, errors });

export class TransitEngine {
  private readonly keys = new Map<string, NamedKey>();

  /** `path` below the mount. Null when there is no such route. */
  answer(method: string, path: string, body: Json): EngineAnswer | null {
    const [kind = '', name = '', what = ''] = path.split('/');
    if (method === 'GET') return kind === 'keys' && !what ? this.read(name) : null;
    if (method === 'DELETE') return kind === 'keys' && !what ? this.remove(name) : null;
    if (kind === 'keys' && !what) return this.create(name, body);
    if (kind === 'keys' && what === 'rotate') return this.rotate(name);
    if (kind === 'keys' && what === 'config') return this.configure(name, body);
    if (kind === 'keys' && what === 'trim') return this.trim(name, body);
    if (kind === 'encrypt') return this.encrypt(name, body);
    if (kind === 'decrypt') return this.decrypt(name, body);
    if (kind === 'rewrap') return this.rewrap(name, body);
    return null;
  }

  private create(name: string, its: Json): EngineAnswer {
    if (this.keys.has(name)) return { status: 204 };
    this.keys.set(name, {
      type: typeof its['type'] === 'string' ? its['type'] : 'aes256-gcm96',
      derived: its['derived'] === true || its['derived'] === 'true',
      exportable: its['exportable'] === true,
      allowPlaintextBackup: its['allow_plaintext_backup'] === true,
      deletionAllowed: false,
      latest: 1,
      leastAvailable: 0,
      leastForDecryption: 1,
      leastForEncryption: 0,
      versions: new Map([[1, randomBytes(32)]]),
    });
    return { status: 204 };
  }

  private read(name: string): EngineAnswer {
    const key = this.keys.get(name);
    return key ? { status: 200, data: described(name, key) } : { status: 404, errors: [] };
  }

  private remove(name: string): EngineAnswer {
    const key = this.keys.get(name);
    if (!key?.deletionAllowed) return refused('error deleting policy: deletion is not allowed for this key');
    this.keys.delete(name);
    return { status: 204 };
  }

  private rotate(name: string): EngineAnswer {
    const key = this.keys.get(name);
    if (!key) return refused('key not found');
    key.latest += 1;
    key.versions.set(key.latest, randomBytes(32));
    return { status: 200, data: described(name, key) };
  }

  private configure(name: string, its: Json): EngineAnswer {
    const key = this.keys.get(name);
    if (!key) return refused(`no existing key named ${name} could be found`);
    const decryption = Number(its['min_decryption_version'] ?? key.leastForDecryption) || 1;
    const encryption = Number(its['min_encryption_version'] ?? key.leastForEncryption);
    if (decryption > key.latest) {
      return refused(`cannot set min decryption version of ${decryption}, latest key version is ${key.latest}`);
    }
    if (encryption > key.latest) {
      return refused(`cannot set min encryption version of ${encryption}, latest key version is ${key.latest}`);
    }
    if (encryption > 0 && encryption < decryption) {
      return refused(
        `cannot set min encryption/decryption values; min encryption version of ${encryption} must be greater than or equal to min decryption version of ${decryption}`,
      );
    }
    if (key.leastAvailable > encryption) {
      return refused('min encryption version should not be less than min available version');
    }
    if (key.leastAvailable > decryption) {
      return refused('min decryption version should not be less then min available version');
    }
    key.leastForDecryption = decryption;
    key.leastForEncryption = encryption;
    if (typeof its['deletion_allowed'] === 'boolean') key.deletionAllowed = its['deletion_allowed'];
    // Neither can be taken back.
    if (its['exportable'] === true) key.exportable = true;
    if (its['allow_plaintext_backup'] === true) key.allowPlaintextBackup = true;
    return { status: 200, data: described(name, key) };
  }

  private trim(name: string, its: Json): EngineAnswer {
    const key = this.keys.get(name);
    if (!key) return refused('invalid key name');
    const least = its['min_available_version'];
    if (typeof least !== 'number') return refused('missing min_available_version');
    if (least < key.leastAvailable) return refused('minimum available version cannot be decremented');
    if (key.leastForEncryption === 0) {
      return refused('minimum available version cannot be set when minimum encryption version is not set');
    }
    if (least > key.leastForEncryption) {
      return refused('minimum available version cannot be greater than minmum encryption version');
    }
    if (least > key.leastForDecryption) {
      return refused('minimum available version cannot be greater than minimum decryption version');
    }
    if (least <= 0) return refused('minimum available version should be positive');
    key.leastAvailable = least;
    for (const version of key.versions.keys()) if (version < least) key.versions.delete(version);
    return { status: 200, data: described(name, key) };
  }

  private encrypt(name: string, body: Json): EngineAnswer {
    return this.batch(name, body, 'plaintext', (key, item) => {
      const version = Number(item['key_version'] ?? 0) || key.latest;
      if (version > key.latest)
        throw new UserError('requested version for encryption is higher than the latest key version');
      if (version < key.leastForEncryption) {
        throw new UserError('requested version for encryption is less than the minimum encryption key version');
      }
      return { ciphertext: sealed(key, version, item, textOf(item['associated_data'])), key_version: version };
    });
  }

  private decrypt(name: string, body: Json): EngineAnswer {
    return this.batch(name, body, 'ciphertext', (key, item) => ({
      plaintext: opened(key, item, textOf(item['associated_data'])),
    }));
  }

  /** Takes no `associated_data`: neither product has it here. A batch answers 200 whatever became of its items. */
  private rewrap(name: string, body: Json): EngineAnswer {
    const answer = this.batch(name, body, 'ciphertext', (key, item) => {
      const plaintext = opened(key, item, '');
      return { ciphertext: sealed(key, key.latest, { ...item, plaintext }, ''), key_version: key.latest };
    });
    return body['batch_input'] !== undefined && answer.data ? { ...answer, status: 200 } : answer;
  }

  private batch(
    name: string,
    body: Json,
    wanted: 'plaintext' | 'ciphertext',
    one: (key: NamedKey, item: Json) => Json,
  ): EngineAnswer {
    const given = body['batch_input'];
    const items = Array.isArray(given) ? (given as Json[]) : [body]; // A test's own input.
    if (items.length === 0) return refused('missing batch input to process');
    if (new Set(items.map((item) => Boolean(item['context']))).size > 1) {
      return refused('context should be set either in all the request blocks or in none');
    }
    const key = this.keys.get(name);
    if (!key) return refused('encryption key not found');
    const results = items.map((item): Json => {
      try {
        if (typeof item[wanted] !== 'string')
          throw new UserError(`missing ${wanted} to ${wanted === 'plaintext' ? 'en' : 'de'}crypt`);
        return one(key, item);
      } catch (error) {
        if (error instanceof UserError) return { error: error.message };
        throw error;
      }
    });
    const failures = results.filter((result) => 'error' in result);
    if (!Array.isArray(given)) {
      const [failed] = failures;
      return failed ? refused(String(failed['error'])) : { status: 200, data: results[0] ?? {} };
    }
    const partial = Number(body['partial_failure_response_code'] ?? 0);
    const status = failures.length === 0 ? 200 : partial && failures.length < results.length ? partial : 400;
    return { status, data: { batch_results: results } };
  }
}

function described(name: string, key: NamedKey): Json {
  const kept = [...key.versions.keys()].filter((version) => version >= key.leastForDecryption);
  return {
    name,
    type: key.type,
    derived: key.derived,
    ...(key.derived && { kdf: 'hkdf_sha256' }),
    exportable: key.exportable,
    allow_plaintext_backup: key.allowPlaintextBackup,
    deletion_allowed: key.deletionAllowed,
    latest_version: key.latest,
    min_available_version: key.leastAvailable,
    min_decryption_version: key.leastForDecryption,
    min_encryption_version: key.leastForEncryption,
    keys: Object.fromEntries(kept.map((version) => [`${version}`, 1_763_800_000])),
    supports_encryption: true,
    supports_decryption: true,
    supports_derivation: true,
    supports_signing: false,
  };
}

/** A key that is not derived ignores the context: what it seals opens for every other one. */
function keyFor(key: NamedKey, version: number, item: Json): Buffer {
  const root = key.versions.get(version);
  if (!root) throw new UserError('no such key version');
  if (!key.derived) return root;
  const context = Buffer.from(textOf(item['context']), 'base64');
  if (context.length === 0) {
    throw new UserError(
      "missing 'context' for key derivation; the key was created using a derived key, which means additional, per-request information must be included in order to perform operations with the key",
    );
  }
  return Buffer.from(hkdfSync('sha256', root, '', context, 32));
}

function sealed(key: NamedKey, version: number, item: Json, associated: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(key, version, item), nonce);
  cipher.setAAD(Buffer.from(associated, 'base64'));
  const body = Buffer.concat([cipher.update(Buffer.from(textOf(item['plaintext']), 'base64')), cipher.final()]);
  return `vault:v${version}:${Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64')}`;
}

function opened(key: NamedKey, item: Json, associated: string): string {
  const text = textOf(item['ciphertext']);
  if (!text.startsWith('vault:v')) throw new UserError('invalid ciphertext: no prefix');
  const [, digits, encoded, ...more] = text.split(/^vault:v|:/);
  if (digits === undefined || encoded === undefined || more.length > 0) {
    throw new UserError('invalid ciphertext: wrong number of fields');
  }
  const version = Number(digits) || 1;
  if (!/^\d+$/.test(digits)) throw new UserError('invalid ciphertext: version number could not be decoded');
  if (version > key.latest) throw new UserError('invalid ciphertext: version is too new');
  if (version < key.leastForDecryption) {
    throw new UserError('ciphertext or signature version is disallowed by policy (too old)');
  }
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(encoded)) throw new UserError('invalid ciphertext: could not decode base64');
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length < 12) throw new UserError('invalid ciphertext length');
  const decipher = createDecipheriv('aes-256-gcm', keyFor(key, version, item), bytes.subarray(0, 12), {
    authTagLength: 16,
  });
  try {
    decipher.setAAD(Buffer.from(associated, 'base64'));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('base64');
  } catch {
    throw new UserError('cipher: message authentication failed');
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
