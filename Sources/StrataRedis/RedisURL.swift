import StrataCore

/// The parts of `redis://user:password@host:port/database`, `rediss://…` and `unix://user:password@/path?db=number`.
struct RedisURL {
    private(set) var endpoint: RedisCache.Endpoint
    private(set) var credentials: RedisCache.Credentials?
    private(set) var database: Int?
    private(set) var speaksTLS = false

    /// - Throws: ``CacheError/Code/invalidConfiguration``. The message does not quote the text, which may hold a password.
    init(_ text: String) throws(CacheError) {
        guard let colon = text.firstRange(of: "://") else { throw Self.problem("the URL has no scheme") }
        let scheme = text[..<colon.lowerBound].lowercased()
        var rest = text[colon.upperBound...]
        var query: Substring?
        if let mark = rest.firstIndex(of: "?") { (rest, query) = (rest[..<mark], rest[rest.index(after: mark)...]) }
        if scheme == "unix" {
            (credentials, rest) = try Self.split(rest)
            guard rest.first == "/" else { throw Self.problem("the path of a Unix socket begins with a slash") }
            endpoint = .unix(path: try Self.decoded(rest))
        } else if scheme == "redis" || scheme == "rediss" {
            speaksTLS = scheme == "rediss"
            (credentials, rest) = try Self.split(rest)
            let path = rest.firstIndex(of: "/").map { rest[rest.index(after: $0)...] } ?? ""
            if !path.isEmpty { database = try Self.number(path, "the database") }
            endpoint = try Self.address(rest.prefix { $0 != "/" })
        } else {
            throw Self.problem("the scheme must be redis, rediss or unix")
        }
        if let query { try read(query) }
    }

    private mutating func read(_ query: Substring) throws(CacheError) {
        for field in query.split(separator: "&") {
            guard field.hasPrefix("db=") else {
                throw Self.problem("the URL has a field that is not known; only db is")
            }
            database = try Self.number(field.dropFirst(3), "the database")
        }
    }

    /// Takes the credentials off the front. They stand before the first slash.
    private static func split(_ text: Substring) throws(CacheError) -> (RedisCache.Credentials?, Substring) {
        let end = text.firstIndex(of: "/") ?? text.endIndex
        guard let at = text[..<end].lastIndex(of: "@") else { return (nil, text) }
        let rest = text[text.index(after: at)...]
        let pair = text[..<at]
        guard let colon = pair.firstIndex(of: ":") else {
            throw problem("the URL names a user without a password")
        }
        let user = try decoded(pair[..<colon])
        let password = try decoded(pair[pair.index(after: colon)...])
        return (RedisCache.Credentials(user: user.isEmpty ? nil : user, password: password), rest)
    }

    private static func address(_ text: Substring) throws(CacheError) -> RedisCache.Endpoint {
        var host = text
        var port: Substring?
        if text.first == "[" {
            guard let close = text.firstIndex(of: "]") else {
                throw problem("the URL's address has no closing bracket")
            }
            host = text[text.index(after: text.startIndex)..<close]
            let after = text[text.index(after: close)...]
            if !after.isEmpty {
                guard after.first == ":" else { throw problem("the URL's address is followed by no port") }
                port = after.dropFirst()
            }
        } else if let colon = text.lastIndex(of: ":") {
            (host, port) = (text[..<colon], text[text.index(after: colon)...])
        }
        guard !host.isEmpty else { throw problem("the URL has no host") }
        guard let port else { return .tcp(host: try decoded(host), port: 6379) }
        let number = try number(port, "the port")
        guard (1...65535).contains(number) else { throw problem("the port is out of range") }
        return .tcp(host: try decoded(host), port: number)
    }

    private static func number(_ text: Substring, _ what: String) throws(CacheError) -> Int {
        guard let number = Int(text), number >= 0 else { throw problem("\(what) in the URL is no number") }
        return number
    }

    /// The text with its percent signs resolved.
    private static func decoded(_ text: Substring) throws(CacheError) -> String {
        var bytes: [UInt8] = []
        var rest = Substring(text).utf8
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(Substring(rest.prefix(2))), radix: 16) else {
                throw problem("the URL has a percent sign that is not followed by two digits")
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw problem("the URL is no UTF-8") }
        return text
    }

    private static func problem(_ text: String) -> CacheError {
        CacheError(.invalidConfiguration, backend: "redis", message: text)
    }
}
