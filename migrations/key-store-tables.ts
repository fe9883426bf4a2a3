/** The tables of the key store: what is destroyed in order to erase, apart from the database that it opens. */

export const keyStoreUp = `
  -- The key of one sealed record, wrapped. To delete the row is to destroy the record.
  CREATE TABLE data_key (
    id uuid PRIMARY KEY,
    purpose text NOT NULL CHECK (purpose ~ '^[A-Z_]{1,30}$'),
    wrapped bytea NOT NULL CHECK (octet_length(wrapped) BETWEEN 32 AND 2048),
    kek_id text NOT NULL CHECK (char_length(kek_id) BETWEEN 1 AND 200),
    destroy_after timestamptz
  );
  CREATE INDEX data_keys_to_destroy ON data_key (destroy_after) WHERE destroy_after IS NOT NULL;
  CREATE INDEX data_keys_by_kek ON data_key (kek_id);

  -- The key that seals the texts of listings written in one calendar month (UTC).
  CREATE TABLE listing_key (
    epoch text PRIMARY KEY CHECK (epoch ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
    data_key_id uuid NOT NULL REFERENCES data_key ON DELETE CASCADE
  );
  CREATE INDEX listing_key_by_data_key ON listing_key (data_key_id);

  -- A family's list of its requests, opened by its return code alone. selector: the first two words, no secret.
  CREATE TABLE ring (
    selector integer PRIMARY KEY CHECK (selector BETWEEN 0 AND 4194303),
    salt bytea NOT NULL CHECK (octet_length(salt) = 16),
    -- A digest: what the return code verifies against opens nothing.
    verifier bytea NOT NULL CHECK (octet_length(verifier) = 32),
    box bytea NOT NULL CHECK (octet_length(box) BETWEEN 1 AND 262144),
    touched_on date NOT NULL
  );

  -- A request for which a coordinator gave out a new code: entries of an earlier generation, in whatever ring they lie, do not act any more.
  CREATE TABLE reissued_request (
    request_id text PRIMARY KEY CHECK (char_length(request_id) <= 36),
    generation integer NOT NULL CHECK (generation > 0)
  );

  -- digest: of the token. box: the ring's selector and key, sealed under the token.
  CREATE TABLE family_session (
    digest bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    box bytea NOT NULL CHECK (octet_length(box) BETWEEN 1 AND 4096),
    expires_at timestamptz NOT NULL
  );
  CREATE INDEX family_sessions_to_end ON family_session (expires_at);
`;

export const keyStoreDown = `
  DROP TABLE family_session;
  DROP TABLE reissued_request;
  DROP TABLE ring;
  DROP TABLE listing_key;
  DROP TABLE data_key;
`;
