// What the files of `Migrations/postgres` do; a test compares both.

extension Migration {
    static let createCache = Migration(
        fileName: "0001_create_cache.sql",
        sql: #"""
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
            """#
    )

    static let addLeases = Migration(
        fileName: "0002_add_leases.sql",
        sql: #"""
            set local lock_timeout = '2s';
            set local client_min_messages = warning;
            set local search_path to :"schema", pg_temp;

            -- A row that is only a lease, or only locks its key, has expires_at = 0 and the value null. `lease_until` is Unix time in
            -- milliseconds.
            alter table :"table"
                add column if not exists lease_token bytea,
                add column if not exists lease_until bigint;
            """#
    )

    static let addTags = Migration(
        fileName: "0003_add_tags.sql",
        sql: #"""
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
            """#
    )

    static let addFencingNumbers = Migration(
        fileName: "0004_add_fencing_numbers.sql",
        sql: #"""
            set local lock_timeout = '2s';
            set local client_min_messages = warning;
            set local search_path to :"schema", pg_temp;

            create sequence if not exists :"fences" as bigint minvalue 1;
            """#
    )

    static let createFunctions = Migration(
        fileName: "0005_create_functions.sql",
        sql: #"""
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
            """#
    )
}
