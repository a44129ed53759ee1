-- The entries of a cache. Idempotent; converts expirations in seconds into milliseconds.
-- Run with: psql -f 0001_create_cache.sql [-v schema=public] [-v table=cache]
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

-- `key` is the SHA-256 of the key's UTF-8 bytes. `plain_key` is the key itself with NUL written as \0 and \ as \\, or null
-- where the application keeps it to itself. `expires_at` is Unix time in milliseconds, null for never.
create table if not exists :"table" (
    id bigserial primary key,
    created_at timestamp default (clock_timestamp() at time zone 'utc'),
    updated_at timestamp default (clock_timestamp() at time zone 'utc'),
    key bytea not null unique,
    plain_key text,
    value jsonb not null,
    expires_at bigint
);

-- A table that holds seconds: no cache of milliseconds holds anything this small.
update :"table" set expires_at = expires_at * 1000 where expires_at between 1 and 99999999999;

create index if not exists :"key_index" on :"table" using hash (key);
create index if not exists :"expiry_index" on :"table" (expires_at) where expires_at is not null;

-- Rows change all the time: vacuum early and often, without pauses.
alter table :"table" set (
    fillfactor = 90,
    autovacuum_vacuum_scale_factor = 0.05,
    autovacuum_vacuum_threshold = 1000,
    autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_scale_factor = 0.1
);
commit;
