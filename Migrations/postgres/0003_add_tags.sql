-- Tags: counters that void every entry which was stored under an older count.
-- Run with: psql -f 0003_add_tags.sql [-v schema=public] [-v table=cache]
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

-- `key` is the SHA-256 of the tag's UTF-8 bytes, `name` the tag as plain_key writes keys. `version` begins at random, so that
-- no version comes back when a row was lost.
create table if not exists :"tags" (
    key bytea primary key,
    name text not null,
    version bigint not null
);

-- The tags of an entry and the versions that it was stored under; both null where it has none.
alter table :"table"
    add column if not exists tag_keys bytea[],
    add column if not exists tag_versions bigint[];
commit;
