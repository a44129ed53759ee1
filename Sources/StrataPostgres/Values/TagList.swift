import StrataCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The tags of a row as the server lists them: `[["name", "version"], …]`.
enum TagList {
    static func decode(_ json: [UInt8]) throws(CacheError) -> [CacheTag: UInt64] {
        guard let pairs = try? JSONDecoder().decode([[String]].self, from: Data(json)) else { throw damaged }
        var versions: [CacheTag: UInt64] = [:]
        for pair in pairs {
            guard pair.count == 2, let name = PlainText.unescape(Array(pair[0].utf8)), let version = Int64(pair[1])
            else {
                throw damaged
            }
            versions[CacheTag(name)] = UInt64(bitPattern: version)
        }
        return versions
    }

    private static var damaged: CacheError {
        CacheError(.decodingFailed, backend: "postgres", message: "the entry's tags are damaged")
    }
}
