extension StatementBook {
    static func leasing(_ text: StatementText, _ names: QuotedNames) -> String {
        let live = isLive(names)
        return switch text {
        case .lease:
            // Grants to every key that has neither a lease nor, unless it is refreshed, an entry. A row that is only a
            // lease is dead from the beginning.
            """
            insert into \(names.table) as c (key, plain_key, value, expires_at, updated_at, lease_token, lease_until)
            select i.key, i.plain, 'null', 0, \(timestamp), i.token, \(now) + $4::bigint
            from unnest($1::bytea[], $2::text[], $3::bytea[]) as i (key, plain, token)
            on conflict (key) do update set
                lease_token = excluded.lease_token, lease_until = excluded.lease_until,
                value = case when \(live) then c.value else excluded.value end,
                expires_at = case when \(live) then c.expires_at else 0 end,
                tag_keys = case when \(live) then c.tag_keys end,
                tag_versions = case when \(live) then c.tag_versions end
            where (c.lease_until is null or c.lease_until <= \(now)) and ($5::boolean or not \(live))
            returning c.key
            """
        case .leaseState:
            """
            select \(columns(names)), \(live), c.lease_until - \(now) from \(names.table) as c
            where c.key = any($1::bytea[])
            """
        case .fill:
            """
            update \(names.table) as c set
                value = $2::jsonb, expires_at = \(now) + $3::bigint, updated_at = \(timestamp),
                lease_token = null, lease_until = null, tag_keys = $5::bytea[], tag_versions = $6::bigint[]
            where c.key = $1::bytea and c.lease_token = $4::bytea and c.lease_until > \(now) and not exists (
                select from unnest($5::bytea[], $6::bigint[]) as e (key, version)
                left join \(names.tags) as t on t.key = e.key where t.version is distinct from e.version)
            returning true
            """
        case .releaseRow:
            "delete from \(names.table) where key = $1::bytea and lease_token = $2::bytea and expires_at = 0"
        default:
            """
            update \(names.table) set lease_token = null, lease_until = null
            where key = $1::bytea and lease_token = $2::bytea
            """
        }
    }

    static func tagging(_ text: StatementText, _ names: QuotedNames) -> String {
        switch text {
        case .beginTags:
            // Only what is missing is inserted, in order, so that a known tag costs no write.
            """
            insert into \(names.tags) as t (key, name, version)
            select i.key, i.name, i.version from unnest($1::bytea[], $2::text[], $3::bigint[]) as i (key, name, version)
            where not exists (select from \(names.tags) as k where k.key = i.key)
            on conflict (key) do nothing
            """
        case .tagVersions:
            "select t.key, t.version from \(names.tags) as t where t.key = any($1::bytea[])"
        default:
            """
            update \(names.tags) as t
            set version = case when t.version = 9223372036854775807 then -9223372036854775807 else t.version + 1 end
            where t.key = $1::bytea
            """
        }
    }
}
