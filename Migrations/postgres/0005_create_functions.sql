-- Functions that an application calls in its own transaction, so that a change and its invalidation commit together.
-- Run with: psql -f 0005_create_functions.sql [-v schema=public] [-v table=cache]
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

-- The channel on which the nodes of a cache tell each other what is void.
create or replace function strata_channel(cache_table text default 'cache') returns text
language sql stable set search_path from current as $$
    select 'strata_' || left(encode(sha256(convert_to(current_schema() || '.' || cache_table, 'UTF8')), 'hex'), 32)
$$;

-- Tells all nodes at commit what is void; everything, where a payload is too long for NOTIFY.
create or replace function strata_announce(message json, cache_table text default 'cache') returns void
language sql volatile set search_path from current as $$
    select pg_notify(
        strata_channel(cache_table),
        case when octet_length(message::text) < 8000 then message::text else '{"a":true}' end
    )
$$;

-- Removes a key. Until the transaction ends nobody can store or compute a value for it, so that no value from before the
-- commit is published after it.
create or replace function strata_remove(key text, cache_table text default 'cache') returns void
language plpgsql volatile set search_path from current as $$
begin
    execute format(
        'insert into %I as c (key, value, expires_at) values ($1, ''null'', 0)
        on conflict (key) do update set value = ''null'', expires_at = 0, lease_token = null, lease_until = null,
            tag_keys = null, tag_versions = null, updated_at = excluded.updated_at',
        cache_table
    ) using sha256(convert_to(strata_remove.key, 'UTF8'));
    perform strata_announce(json_build_object('k', json_build_array(strata_remove.key)), cache_table);
end
$$;

-- Voids every entry that carries a tag, at commit.
create or replace function strata_invalidate_tag(tag text, cache_table text default 'cache') returns void
language plpgsql volatile set search_path from current as $$
begin
    execute format(
        'insert into %I as t (key, name, version) values ($1, $2, $3) on conflict (key) do update
        set version = case when t.version = 9223372036854775807 then -9223372036854775807 else t.version + 1 end',
        cache_table || '_tags'
    ) using
        sha256(convert_to(tag, 'UTF8')),
        replace(tag, '\', '\\'),
        ('x' || replace(left(gen_random_uuid()::text, 18), '-', ''))::bit(64)::bigint;
    perform strata_announce(json_build_object('t', json_build_array(tag)), cache_table);
end
$$;
commit;
