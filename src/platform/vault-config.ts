/** The settings of a vault, as its own command line names them: all that is needed, or a word about what is missing. */
import type { VaultCredential, VaultSettings } from '../sealing/vault-settings.js';

type Given = (name: string) => string | undefined;

const NAME = /^[A-Za-z0-9_-]{1,60}$/;
const PATH = /^[A-Za-z0-9_-]{1,60}(\/[A-Za-z0-9_-]{1,60}){0,2}$/;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** `refuse` throws what says that a setting cannot be used. */
export function readVault(given: Given, patience: number, refuse: (words: string) => never): VaultSettings {
  const mount = given('VAULT_TRANSIT_MOUNT') ?? 'transit';
  const key = given('VAULT_TRANSIT_KEY') ?? 'sanctuary-homes';
  if (!PATH.test(mount)) refuse('VAULT_TRANSIT_MOUNT takes the path of a transit engine, such as transit.');
  if (!NAME.test(key)) refuse('VAULT_TRANSIT_KEY takes the name of a transit key: letters, digits, - and _.');
  return {
    address: addressOf(given('VAULT_ADDR'), refuse),
    namespace: given('VAULT_NAMESPACE'),
    caFile: given('VAULT_CACERT'),
    mount,
    key,
    login: credentialOf(given, refuse),
    patience,
  };
}

/** A token in the clear goes no further than this machine. */
function addressOf(text: string | undefined, refuse: (words: string) => never): string {
  const url = URL.parse(text ?? '');
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
  if (!url || !safe || url.username || url.password || url.pathname !== '/' || url.search || url.hash) {
    return refuse('VAULT_ADDR takes https://host:8200; plain http only for this machine itself.');
  }
  return url.origin;
}

function credentialOf(given: Given, refuse: (words: string) => never): VaultCredential {
  const [token, file, roleId, secretIdFile] = [
    given('VAULT_TOKEN'),
    given('VAULT_TOKEN_FILE'),
    given('VAULT_ROLE_ID'),
    given('VAULT_SECRET_ID_FILE'),
  ];
  const ways: VaultCredential[] = [
    ...(token === undefined ? [] : [{ kind: 'TOKEN', token } as const]),
    ...(file === undefined ? [] : [{ kind: 'TOKEN_FILE', file } as const]),
    ...(roleId === undefined || secretIdFile === undefined
      ? []
      : [{ kind: 'APP_ROLE', roleId, secretIdFile } as const]),
  ];
  const [way, ...others] = ways;
  const half = (roleId === undefined) !== (secretIdFile === undefined);
  if (!way || others.length > 0 || half) {
    return refuse(
      'KEY_PROVIDER=vault takes one of VAULT_TOKEN, VAULT_TOKEN_FILE, or VAULT_ROLE_ID with VAULT_SECRET_ID_FILE.',
    );
  }
  return way;
}
