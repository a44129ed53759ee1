#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The name of an entry.
///
/// A key compares and hashes its UTF-8 bytes: the composed and the decomposed form of "café" are two keys, here as on every
/// server. Any text is a key but the empty one, which every operation refuses with ``CacheError/Code/invalidKey``.
public struct CacheKey: Sendable {
    /// The text of the key.
    public let rawValue: String

    /// Makes a key of `text` as it is. O(1).
    @inlinable
    public init(_ text: String) {
        rawValue = text
    }

    /// Throws ``CacheError/Code/invalidKey`` when the key is empty. Every backend calls this first thing. O(1).
    @inlinable
    public func validate() throws(CacheError) {
        guard !rawValue.utf8.isEmpty else { throw Self.emptyKeyError }
    }

    @usableFromInline
    static var emptyKeyError: CacheError { CacheError(.invalidKey, message: "a key must not be empty") }

    /// Calls `body` with the UTF-8 bytes of the key. O(1) beside `body` for native strings.
    @inlinable
    public func withUTF8<Outcome>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Outcome) rethrows -> Outcome {
        if let outcome = try unsafe rawValue.utf8.withContiguousStorageIfAvailable(body) { return outcome }
        var text = rawValue
        return try text.withUTF8(body)
    }
}

extension CacheKey: Hashable {
    /// Whether both keys have the same bytes.
    public static func == (left: CacheKey, right: CacheKey) -> Bool {
        guard left.rawValue.utf8.count == right.rawValue.utf8.count else { return false }
        return unsafe left.withUTF8 { leftBytes in
            unsafe right.withUTF8 { rightBytes in
                guard let first = leftBytes.baseAddress, let second = rightBytes.baseAddress else { return true }
                return unsafe memcmp(first, second, leftBytes.count) == 0
            }
        }
    }

    /// Feeds the bytes of the key to `hasher`.
    public func hash(into hasher: inout Hasher) {
        unsafe withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension CacheKey: Comparable {
    /// Orders keys by their bytes.
    public static func < (left: CacheKey, right: CacheKey) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }
}

extension CacheKey: ExpressibleByStringInterpolation {
    /// A key from a literal: `"user:\(id)"`.
    public init(stringLiteral value: String) {
        self.init(value)
    }
}

extension CacheKey: CustomStringConvertible {
    /// The text of the key.
    public var description: String { rawValue }
}
