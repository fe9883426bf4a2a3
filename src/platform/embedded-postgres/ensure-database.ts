/** A database that is missing is created, and of two who create it at once, both find it there. */
import { Client, DatabaseError, escapeIdentifier } from 'pg';

const TAKEN = ['42P04', '23505']; // duplicate_database, and the same found a moment later by the catalogue's index

/** `serverUrl`: any database of the server, as the role that will own the new one. True if it was created now. */
export async function ensureDatabase(serverUrl: string, name: string): Promise<boolean> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rows.length > 0) return false;
    await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && TAKEN.includes(error.code ?? '')) return false;
    throw error;
  } finally {
    await client.end();
  }
}
