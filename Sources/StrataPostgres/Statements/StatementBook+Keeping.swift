extension StatementBook {
    static func keeping(_ text: StatementText, _ names: QuotedNames) -> String {
        let live = isLive(names)
        return switch text {
        case .page:
            // The rows of a page are counted before they are looked at, so that a page ends even where nothing matches.
            """
            with page as materialized (
                select * from \(names.table) where key > $1::bytea order by key limit $2::bigint)
            select c.key, case when starts_with(c.plain_key, $3::text) then c.plain_key end, \(live) from page as c
            order by c.key
            """
        case .removePage:
            """
            delete from \(names.table) as c where c.key = any(array(
                select r.key from \(names.table) as r where r.key = any($1::bytea[]) order by r.key for update))
            returning \(live)
            """
        case .lastRow:
            "select coalesce(max(id), 0) from \(names.table)"
        case .clear:
            """
            delete from \(names.table) as c where c.key = any(array(
                select r.key from \(names.table) as r where r.key > $1::bytea and r.id <= $2::bigint
                order by r.key limit $3::bigint for update))
            returning c.key
            """
        case .sweep:
            """
            delete from \(names.table) where id = any(array(
                select r.id from \(names.table) as r
                where r.expires_at <= \(now) and (r.lease_until is null or r.lease_until <= \(now))
                order by r.expires_at limit $1::bigint for update skip locked))
            """
        default:
            """
            select (select count(*) from (
                    select from \(names.table) where expires_at is distinct from 0 limit $1::bigint) as counted),
                pg_total_relation_size(to_regclass(\(names.relation)))
            """
        }
    }

    static func telling(_ text: StatementText, _ names: QuotedNames) -> String {
        switch text {
        case .ping:
            "select 1::bigint from \(names.table) limit 1"
        case .announce:
            """
            select pg_notify(\(names.schemaPrefix)strata_channel(\(names.tableLiteral)), p)
            from unnest($1::text[]) as m (p)
            """
        default:
            "select \(names.schemaPrefix)strata_channel(\(names.tableLiteral))"
        }
    }
}
