import StrataCore
import Synchronization

/// Makes the keys of one function: `<prefix>:<function>:<fingerprint>:<arguments>`.
struct ResultKey: Sendable {
    /// Keys longer than this have their arguments hashed.
    static let longestKey = 200

    private let head: String

    init(prefix: String, function: String, fingerprint: String) {
        let name = CacheKey(.text(prefix), .text(function), .text(fingerprint))
        head = name.rawValue + ":"
    }

    /// The keys of a name that is given at each call, remembered for the last thousand or so.
    static func shared<Value: Decodable>(
        prefix: String,
        function: String,
        version: Int,
        for type: Value.Type
    ) -> ResultKey {
        let declaration = Declaration(
            prefix: prefix,
            function: function,
            version: version,
            type: ObjectIdentifier(type)
        )
        if let known = known.withLock({ $0[declaration] }) { return known }
        let fingerprint = Fingerprint.of(type, version: version)
        let key = ResultKey(prefix: prefix, function: function, fingerprint: fingerprint)
        known.withLock { known in
            if known.count >= 1024 { known.removeAll() }
            known[declaration] = key
        }
        return key
    }

    private struct Declaration: Hashable {
        let prefix: String
        let function: String
        let version: Int
        let type: ObjectIdentifier
    }

    private static let known = Mutex<[Declaration: ResultKey]>([:])

    /// The key of a call with `arguments`. Hashes nothing while the key has at most 200 bytes.
    ///
    /// - Throws: What the encoding of an argument throws.
    func callAsFunction<each Argument: Encodable>(_ arguments: repeat each Argument) throws -> CacheKey {
        var canonical = CanonicalArguments(behind: head)
        for argument in repeat each arguments { try canonical.append(argument) }
        guard canonical.text.utf8.count > Self.longestKey else { return CacheKey(canonical.text) }
        let digest = SHA256Digest(of: canonical.text.utf8.dropFirst(head.utf8.count))
        // No canonical argument begins with a letter "s", so no short key is ever the same.
        return CacheKey(head + "sha256:" + digest.hexadecimal)
    }
}
