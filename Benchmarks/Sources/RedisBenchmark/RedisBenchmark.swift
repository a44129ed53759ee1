import StrataCore
import StrataRedis

/// RedisCache beside hiredis in C, on the same server in the same run: values of 1 KiB, one connection each.
///
/// Takes the servers from the environment: `scripts/services run` puts them there.
@main
struct RedisBenchmark {
    static func main() async throws {
        let servers = try Servers()
        let cache = try servers.open()
        let subject = Subject(cache)
        try await subject.fill()
        let rounds = 3

        try await report("get, one task", rounds: rounds, count: 20_000) { count in
            try await subject.get(count, tasks: 1)
        } baseline: { count in
            servers.get(count)
        }
        for tasks in [64, 256] {
            try await report("get, \(tasks) tasks", rounds: rounds, count: 200_000) { count in
                try await subject.get(count, tasks: tasks)
            } baseline: { count in
                servers.get(count, flight: tasks)
            }
            try await report("set, \(tasks) tasks", rounds: rounds, count: 200_000) { count in
                try await subject.set(count, tasks: tasks)
            } baseline: { count in
                servers.set(count, flight: tasks)
            }
        }
        try await report("getMany of 100, one task", rounds: rounds, count: 200_000) { count in
            try await subject.getMany(count)
        } baseline: { count in
            servers.getMany(count)
        }
        let sealed = try servers.openTLS()
        let sealedSubject = Subject(sealed)
        try await sealedSubject.fill()
        try await reportCost("get, 64 tasks, TLS", rounds: rounds, count: 200_000) { count in
            try await sealedSubject.get(count, tasks: 64)
        } beside: { count in
            try await subject.get(count, tasks: 64)
        }
        try await cache.close()
        try await sealed.close()
    }
}
