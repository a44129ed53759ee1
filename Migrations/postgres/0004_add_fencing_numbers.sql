-- Fencing numbers of locks. They only grow, whatever becomes of the entries.
-- Run with: psql -f 0004_add_fencing_numbers.sql [-v schema=public] [-v table=cache]
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

create sequence if not exists :"fences" as bigint minvalue 1;
commit;
