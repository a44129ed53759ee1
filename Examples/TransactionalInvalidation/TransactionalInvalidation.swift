import Foundation
import Strata
import StrataPostgres

/// An application changes a row and invalidates what was cached of it in one transaction: two nodes that hold the old value in
/// memory and in PostgreSQL see the change when it commits, and nothing when it is rolled back.
///
/// Wants the address of a database in STRATA_POSTGRES_URL, and `psql`, which stands for the application's own client. Run it with
/// `scripts/postgres-server run swift run --package-path Examples TransactionalInvalidation`.
@main
struct TransactionalInvalidation {
    static func main() async throws {
        guard let url = ProcessInfo.processInfo.environment["STRATA_POSTGRES_URL"] else {
            throw Failure(description: "STRATA_POSTGRES_URL is not set")
        }
        let database = Database(url: url)
        let nodes = [try await Node("north", database), try await Node("south", database)]
        try database.run("drop table if exists users; create table users (id int primary key, name text)")
        try database.run("insert into users values (1, 'Ada')")
        try await show(nodes, "Ada", "after the first reads")

        try database.run("begin; \(Self.change); rollback")
        try await show(nodes, "Ada", "after a transaction that was rolled back")

        try database.run("begin; \(Self.change); commit")
        for node in nodes { await node.waitForInvalidation() }
        try await show(nodes, "Grace", "after one that was committed")
        for node in nodes { try await node.close() }
    }

    private static let change = """
        update users set name = 'Grace' where id = 1; select strata_remove('user:1')
        """

    private static func show(_ nodes: [Node], _ expected: String, _ when: String) async throws {
        for node in nodes {
            let name = try await node.name(ofUser: 1)
            print("\(node.title) sees \(name) \(when)")
            guard name == expected else { throw Failure(description: "\(node.title) should see \(expected)") }
        }
    }
}

/// What the example expected and did not get.
struct Failure: Error, CustomStringConvertible {
    let description: String
}
