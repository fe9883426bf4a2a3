/** Which data keys something in the main database still needs: every column that names one, however many tables there come to be. */
import type { Queryable } from '../platform/queryable.js';

interface Place {
  readonly place: string;
  readonly name: string;
}

export class DataKeyUsesStore {
  /** `owner`: it sees all rows, those of sealed tables too. */
  constructor(private readonly owner: Queryable) {}

  /** Of these, those that a row names in a column `data_key_id`. Rejects where a table hides its rows from its owner. */
  async named(ids: readonly string[]): Promise<Set<string>> {
    const columns = await this.placesLike('data_key_id', 'uuid');
    if (columns.length === 0) throw new Error('the main database has no sealed tables');
    const text = columns
      .map(({ place, name }) => `SELECT ${name} AS id FROM ${place} WHERE ${name} = ANY ($1::uuid[])`)
      .join(' UNION ');
    const { rows } = await this.owner.query<{ id: string }>(`used-data-keys-${columns.length}`, text, [ids]);
    return new Set(rows.map(({ id }) => id));
  }

  /** The ids of the listing keys under which a text somewhere is sealed: they are the first 16 bytes of its box. */
  async ofTexts(): Promise<Set<string>> {
    const columns = await this.placesLike('%box', 'bytea');
    const text = columns
      .map(({ place, name }) => `SELECT encode(substring(${name} FROM 1 FOR 16), 'hex') AS id FROM ${place}`)
      .join(' UNION ');
    const { rows } = await this.owner.query<{ id: string | null }>(`used-listing-keys-${columns.length}`, text);
    return new Set(rows.flatMap(({ id }) => (id ? [id] : [])));
  }

  private async placesLike(name: string, type: 'uuid' | 'bytea'): Promise<Place[]> {
    const { rows } = await this.owner.query<Place & { readonly hidden: boolean }>(
      'columns-like',
      `SELECT format('%I.%I', n.nspname, c.relname) AS place, quote_ident(a.attname) AS name,
         c.relforcerowsecurity AND NOT EXISTS (
           SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = '*'
             AND current_user::regrole::oid = ANY (p.polroles) AND pg_get_expr(p.polqual, p.polrelid) = 'true') AS hidden
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname IN ('public', 'sealed') AND c.relkind = 'r' AND a.attname LIKE $1 AND a.atttypid = $2::regtype
         AND NOT a.attisdropped ORDER BY 1, 2`,
      [name, type],
    );
    if (rows.some(({ hidden }) => hidden)) throw new Error('a table hides its rows from its owner');
    return rows;
  }
}
