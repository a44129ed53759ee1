extension StatementBook {
    /// What a write sets of a row that is there already; it voids the lease.
    private static let replacing = """
        plain_key = excluded.plain_key, value = excluded.value, expires_at = excluded.expires_at,
        updated_at = excluded.updated_at, lease_token = null, lease_until = null,
        tag_keys = excluded.tag_keys, tag_versions = excluded.tag_versions
        """

    static func writing(_ text: StatementText, _ names: QuotedNames) -> String {
        switch text {
        case .write:
            """
            insert into \(names.table) as c (key, plain_key, value, expires_at, updated_at)
            select i.key, i.plain, i.value, \(now) + i.life, \(timestamp)
            from unnest($1::bytea[], $2::text[], $3::jsonb[], $4::bigint[]) as i (key, plain, value, life)
            on conflict (key) do update set \(replacing)
            """
        case .writeTagged:
            """
            insert into \(names.table) as c (key, plain_key, value, expires_at, updated_at, tag_keys, tag_versions)
            values ($1::bytea, $2::text, $3::jsonb, \(now) + $4::bigint, \(timestamp), $5::bytea[],
                coalesce($6::bigint[], (select array_agg(t.version order by w.place)
                    from unnest($5::bytea[]) with ordinality as w (key, place) join \(names.tags) as t using (key))))
            on conflict (key) do update set \(replacing)
            """
        default:
            """
            delete from \(names.table) as c where c.key = any(array(
                select r.key from \(names.table) as r where r.key = any($1::bytea[]) order by r.key for update))
            returning c.key, \(isLive(names))
            """
        }
    }

    static func changing(_ text: StatementText, _ names: QuotedNames) -> String {
        let live = isLive(names)
        let row = "(key, plain_key, value, expires_at, updated_at)"
        let values = "values ($1::bytea, $2::text, $3::jsonb, \(now) + $4::bigint, \(timestamp))"
        return switch text {
        case .setIfAbsent:
            """
            insert into \(names.table) as c \(row) \(values)
            on conflict (key) do update set \(replacing) where not \(live) returning true
            """
        case .acquire:
            """
            insert into \(names.table) as c \(row) \(values)
            on conflict (key) do update set \(replacing) where not \(live) returning nextval(\(names.fences))
            """
        case .increment:
            """
            insert into \(names.table) as c \(row)
            values ($1::bytea, $2::text, to_jsonb($3::bigint), \(now) + $4::bigint, \(timestamp))
            on conflict (key) do update set
                value = case when \(live) then to_jsonb((c.value #>> '{}')::bigint + $3::bigint) else excluded.value end,
                expires_at = case when \(live) then c.expires_at else excluded.expires_at end,
                tag_keys = case when \(live) then c.tag_keys end,
                tag_versions = case when \(live) then c.tag_versions end,
                updated_at = excluded.updated_at, lease_token = null, lease_until = null
            where not \(live) or \(fits(adding: "$3")) returning (c.value #>> '{}')::bigint
            """
        case .counter:
            "select c.value, \(fits(adding: "$2")) from \(names.table) as c where c.key = $1::bytea and \(live)"
        case .replaceCounter:
            """
            update \(names.table) as c set value = to_jsonb($3::bigint), updated_at = \(timestamp),
                lease_token = null, lease_until = null
            where c.key = $1::bytea and c.value = $2::jsonb and \(live) returning true
            """
        case .compareAndSet:
            """
            update \(names.table) as c set value = $2::jsonb, expires_at = \(now) + $3::bigint, updated_at = \(timestamp),
                lease_token = null, lease_until = null, tag_keys = null, tag_versions = null
            where c.key = $1::bytea and c.value = $4::jsonb and \(live) returning true
            """
        case .compareAndRemove:
            """
            delete from \(names.table) as c where c.key = $1::bytea and c.value = $2::jsonb and \(live) returning true
            """
        case .compareAndExpire:
            """
            update \(names.table) as c set expires_at = \(now) + $3::bigint, updated_at = \(timestamp)
            where c.key = $1::bytea and c.value = $2::jsonb and \(live) returning true
            """
        default:
            """
            update \(names.table) as c set expires_at = \(now) + $2::bigint, updated_at = \(timestamp)
            where c.key = $1::bytea and \(live) returning true
            """
        }
    }

    /// Whether the row `c` is an integer to which a parameter can be added. A `case`, for nothing else is sure to keep the
    /// cast from what is no number.
    private static func fits(adding amount: String) -> String {
        """
        case when jsonb_typeof(c.value) = 'number' then
            (c.value #>> '{}')::numeric = trunc((c.value #>> '{}')::numeric)
            and (c.value #>> '{}')::numeric between -9223372036854775808 and 9223372036854775807
            and (c.value #>> '{}')::numeric + \(amount)::bigint between -9223372036854775808 and 9223372036854775807
        else false end
        """
    }
}
