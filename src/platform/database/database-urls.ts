/** Where the two databases are: the main one, and the key store that holds every key of what is sealed. */

export interface DatabaseUrls {
  readonly main: string;
  readonly keyStore: string;
}

export function databaseUrls(main: string, keyStore: string | undefined): DatabaseUrls {
  return { main, keyStore: keyStore ?? withDatabaseName(main, `${databaseName(main)}_keys`) };
}

export function databaseName(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

export function withDatabaseName(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(name)}`;
  return changed.toString();
}
