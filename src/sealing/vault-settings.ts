/** Where the vault is, which of its keys is ours, and how the service shows who it is. */

export interface VaultSettings {
  /** Without a path at its end. https, or http on loopback. */
  readonly address: string;
  readonly namespace: string | undefined;
  /** A file of certificates (PEM) to trust instead of the system's. */
  readonly caFile: string | undefined;
  readonly mount: string;
  readonly key: string;
  readonly login: VaultCredential;
  /** Milliseconds that one question may take, tries included. */
  readonly patience: number;
}

export type VaultCredential =
  | { readonly kind: 'TOKEN'; readonly token: string }
  | { readonly kind: 'TOKEN_FILE'; readonly file: string }
  | { readonly kind: 'APP_ROLE'; readonly roleId: string; readonly secretIdFile: string };

/** It was set up so that it cannot or must not be used; the message is for the operator and holds no secret. */
export class VaultRefused extends Error {
  override readonly name = 'VaultRefused';
}
