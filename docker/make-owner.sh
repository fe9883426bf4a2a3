#!/bin/bash
# Runs once, when the database server's volume is empty: the role that owns both databases is no superuser, since a
# superuser passes every row level security.
set -euo pipefail

psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 --set password="$OWNER_PASSWORD" <<'SQL'
CREATE ROLE sanctuary_owner LOGIN NOSUPERUSER CREATEROLE PASSWORD :'password';
CREATE DATABASE sanctuary OWNER sanctuary_owner ENCODING 'UTF8' TEMPLATE template0;
CREATE DATABASE sanctuary_keys OWNER sanctuary_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE CONNECT ON DATABASE sanctuary, sanctuary_keys FROM PUBLIC;
SQL
