-- The right to compute a missing value, kept in the row of its key.
-- Run with: psql -f 0002_add_leases.sql [-v schema=public] [-v table=cache]
\set ON_ERROR_STOP on
\if :{?schema}
\else
select current_schema() as schema \gset
\endif
\if :{?table}
\else
\set table cache
\endif
\set key_index :table '_key_hash_idx'
\set expiry_index :table '_expires_at_idx'
\set tags :table '_tags'
\set fences :table '_fences'
begin;
set local lock_timeout = '2s';
set local client_min_messages = warning;
set local search_path to :"schema", pg_temp;

-- A row that is only a lease, or only locks its key, has expires_at = 0 and the value null. `lease_until` is Unix time in
-- milliseconds.
alter table :"table"
    add column if not exists lease_token bytea,
    add column if not exists lease_until bigint;
commit;
