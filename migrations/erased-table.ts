/** What was erased, as digests that name nobody: so that no backup from before brings it back. One such table in each database. */

export const erasedUp = `
  -- digest: of what it was and of its id, or of its sealed bytes. noted_on, journals: when and in which journals outside the databases it
  -- was noted; each machine may keep one.
  CREATE TABLE erased (
    digest bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    noted_on date,
    journals uuid[] NOT NULL DEFAULT '{}',
    CHECK ((noted_on IS NULL) = (journals = '{}'))
  );
  CREATE INDEX erased_by_day ON erased (noted_on);

  CREATE FUNCTION erased_digest(what text, bytes bytea) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT
    AS $$ SELECT sha256(convert_to(what, 'UTF8') || '\\x00'::bytea || bytes) $$;

  -- Erased again, it is noted again: what restores looks at entries by their age.
  CREATE FUNCTION remember_erased(what text, bytes bytea) RETURNS void LANGUAGE sql
  SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    INSERT INTO erased (digest) SELECT erased_digest(what, bytes) WHERE bytes IS NOT NULL
    ON CONFLICT (digest) DO UPDATE SET noted_on = NULL, journals = '{}'
  $$;
  REVOKE EXECUTE ON FUNCTION remember_erased(text, bytea) FROM PUBLIC;
`;

export const erasedDown = `
  DROP FUNCTION remember_erased(text, bytea);
  DROP FUNCTION erased_digest(text, bytea);
  DROP TABLE erased;
`;
