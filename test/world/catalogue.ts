/** What a database's schema amounts to, as text: whatever a migration changes shows in it, and nothing else does. */
import { Client } from 'pg';

/** A line per thing, sorted; `OWNER` stands for whoever migrated. Tables of the job runner are its own affair. */
const QUERIES = [
  `SELECT 'schema ' || nspname || grants_of(nspacl, 'n', nspowner) FROM ours`,

  `SELECT 'enum ' || t.typname || ' ' || string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
   FROM pg_type t JOIN ours n ON n.oid = t.typnamespace JOIN pg_enum e ON e.enumtypid = t.oid GROUP BY t.oid, t.typname`,

  `SELECT 'domain ' || t.typname || ' ' || format_type(t.typbasetype, t.typtypmod)
     || coalesce(' collate ' || (SELECT collname FROM pg_collation WHERE oid = t.typcollation), '')
     || coalesce(' ' || string_agg(pg_get_constraintdef(c.oid), ' '), '')
   FROM pg_type t JOIN ours n ON n.oid = t.typnamespace LEFT JOIN pg_constraint c ON c.contypid = t.oid
   WHERE t.typtype = 'd' GROUP BY t.oid`,

  `SELECT 'table ' || c.oid::regclass || CASE WHEN c.relrowsecurity THEN ' row-security' ELSE '' END
     || CASE WHEN c.relforcerowsecurity THEN ' forced' ELSE '' END || grants_of(c.relacl, 'r', c.relowner)
   FROM pg_class c JOIN ours n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')`,

  `SELECT 'sequence ' || c.oid::regclass || grants_of(c.relacl, 's', c.relowner)
   FROM pg_class c JOIN ours n ON n.oid = c.relnamespace WHERE c.relkind = 'S'`,

  `SELECT 'column ' || c.oid::regclass || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
     || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
     || CASE WHEN a.attcollation <> t.typcollation
          THEN ' collate ' || (SELECT collname FROM pg_collation WHERE oid = a.attcollation) ELSE '' END
     || CASE WHEN a.attidentity <> '' THEN ' identity ' || a.attidentity::text ELSE '' END
     || CASE WHEN a.attgenerated <> '' THEN ' generated' ELSE '' END
     || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
     || CASE WHEN a.attacl IS NULL THEN '' ELSE grants_of(a.attacl, 'c', c.relowner) END
   FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN ours n ON n.oid = c.relnamespace
     JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
   WHERE c.relkind IN ('r', 'p', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped`,

  `SELECT 'constraint ' || c.conrelid::regclass || ' ' || c.conname || ' ' || pg_get_constraintdef(c.oid)
     || CASE WHEN c.convalidated THEN '' ELSE ' not validated' END
   FROM pg_constraint c JOIN ours n ON n.oid = c.connamespace WHERE c.conrelid <> 0`,

  `SELECT 'index ' || pg_get_indexdef(i.indexrelid) || CASE WHEN i.indisvalid THEN '' ELSE ' invalid' END
   FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN ours n ON n.oid = c.relnamespace`,

  `SELECT 'trigger ' || pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text
   FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN ours n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal`,

  `SELECT 'function ' || p.oid::regprocedure || ' ' || md5(pg_get_functiondef(p.oid)) || grants_of(p.proacl, 'f', p.proowner)
   FROM pg_proc p JOIN ours n ON n.oid = p.pronamespace`,

  `SELECT 'policy ' || c.oid::regclass || ' ' || p.polname || ' ' || p.polcmd::text || CASE WHEN p.polpermissive THEN '' ELSE ' restrictive' END
     || ' to ' || (SELECT string_agg(role_name(role), ', ' ORDER BY role_name(role)) FROM unnest(p.polroles) role)
     || coalesce(' using ' || pg_get_expr(p.polqual, p.polrelid), '')
     || coalesce(' check ' || pg_get_expr(p.polwithcheck, p.polrelid), '')
   FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN ours n ON n.oid = c.relnamespace`,
];

/** They live in the session's temporary schema and leave with it. */
const WORDS = `
  CREATE TEMP VIEW ours AS SELECT * FROM pg_namespace WHERE nspname IN ('public', 'sealed');
  CREATE FUNCTION pg_temp.role_name(role oid) RETURNS text LANGUAGE sql AS $$
    SELECT CASE WHEN role = 0 THEN 'PUBLIC' WHEN role = current_user::regrole THEN 'OWNER' ELSE role::regrole::text END $$;
  CREATE FUNCTION pg_temp.grants_of(acl aclitem[], kind "char", owner oid) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce(' grants ' || string_agg(words, ', ' ORDER BY words), '') FROM (
      SELECT pg_temp.role_name(grantee) || ' ' || string_agg(privilege_type, '+' ORDER BY privilege_type) AS words
      FROM aclexplode(coalesce(acl, acldefault(kind, owner))) WHERE grantee <> owner GROUP BY grantee) each $$;
`;

export async function catalogueOf(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(WORDS);
    const lines: string[] = [];
    for (const query of QUERIES) {
      const text = query.replaceAll(/\b(grants_of|role_name)\(/g, 'pg_temp.$1(');
      const { rows } = await client.query<[string]>({ text, rowMode: 'array' });
      lines.push(...rows.map(([line]) => line).sort());
    }
    return `${lines.join('\n')}\n`;
  } finally {
    await client.end();
  }
}
