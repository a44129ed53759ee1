-- Takes back 0003_add_tags.sql.
-- Run with: psql -f 0003_add_tags.down.sql [-v schema=public] [-v table=cache]
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
set local search_path to :"schema", pg_temp;

-- Without versions nobody can tell which of these are void. As JSON, so that it works where the column is gone already.
delete from :"table" as entry where to_jsonb(entry) ->> 'tag_keys' is not null;
alter table :"table" drop column if exists tag_keys, drop column if exists tag_versions;
drop table if exists :"tags";
commit;
