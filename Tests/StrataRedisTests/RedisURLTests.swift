import StrataCore
@testable import StrataRedis
import Testing

@Suite struct RedisURLTests {
    @Test func everyPartIsRead() throws {
        let url = try RedisURL("rediss://us%40er:p%3Ass@cache.example:7000/3")
        #expect(url.speaksTLS)
        #expect(url.endpoint == .tcp(host: "cache.example", port: 7000))
        #expect(url.credentials == RedisCache.Credentials(user: "us@er", password: "p:ss"))
        #expect(url.database == 3)
    }

    @Test func partsMayBeLeftOut() throws {
        let url = try RedisURL("REDIS://localhost")
        #expect(!url.speaksTLS)
        #expect(url.endpoint == .tcp(host: "localhost", port: 6379))
        #expect(url.credentials == nil)
        #expect(url.database == nil)
        #expect(try RedisURL("redis://:secret@h/").credentials == RedisCache.Credentials(password: "secret"))
        #expect(try RedisURL("redis://[::1]:7").endpoint == .tcp(host: "::1", port: 7))
        #expect(try RedisURL("redis://[::1]").endpoint == .tcp(host: "::1", port: 6379))
    }

    @Test func socketsHavePaths() throws {
        let url = try RedisURL("unix://user:word@/run/redis%20x/s@ck?db=2")
        #expect(url.endpoint == .unix(path: "/run/redis x/s@ck"))
        #expect(url.credentials == RedisCache.Credentials(user: "user", password: "word"))
        #expect(url.database == 2)
    }

    @Test(arguments: [
        "", "localhost:6379", "http://h", "redis://", "redis://:7", "redis://h:0", "redis://h:70000", "redis://h:x",
        "redis://h/x", "redis://h/-1", "redis://user@h", "redis://h?x=1", "redis://%zz", "redis://%4", "redis://[::1",
        "redis://[::1]x", "unix://relative", "redis://%ff",
    ])
    func whatIsWrongIsRefused(_ text: String) {
        let error = #expect(throws: CacheError.self) { try RedisURL(text) }
        #expect(error?.code == .invalidConfiguration)
    }

    @Test func passwordsAreNeverPrinted() throws {
        var configuration = RedisCache.Configuration()
        configuration.credentials = RedisCache.Credentials(user: "somebody", password: "secret")
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in [dumped, "\(configuration)", String(reflecting: configuration)] {
            #expect(!text.contains("secret"))
            #expect(!text.contains("somebody"))
        }
        let error = #expect(throws: CacheError.self) { try RedisURL("redis://somebody:secret@h:x") }
        #expect(error.map { "\($0)" }?.contains("secret") == false)
    }
}
