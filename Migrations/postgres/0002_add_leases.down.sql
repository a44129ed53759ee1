-- Takes back 0002_add_leases.sql.
-- Run with: psql -f 0002_add_leases.down.sql [-v schema=public] [-v table=cache]
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

-- What is only a lease is no entry.
delete from :"table" where expires_at = 0;
alter table :"table" drop column if exists lease_token, drop column if exists lease_until;
commit;
