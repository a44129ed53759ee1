import StrataCore
import Synchronization

/// What makes the entries of one version of a function different from those of another.
///
/// Covers the declared version and the shape of the result type: the names, types and order of the fields that its decoding
/// asks for, at any depth, found by decoding it with a recorder. Where a type refuses the recorder's sample values (an
/// enumeration with associated values, a validated string), its name stands for what could not be seen; then a change
/// inside of it needs a new version number.
enum Fingerprint {
    /// Twelve hexadecimal digits. Computed once a type and version.
    static func of<Value: Decodable>(_ type: Value.Type, version: Int) -> String {
        let identity = Identity(type: ObjectIdentifier(type), version: version)
        if let known = known.withLock({ $0[identity] }) { return known }
        let shape = ShapeRecorder.shape(of: type)
        let digest = SHA256Digest(of: "\(version) \(shape)".utf8).hexadecimal
        let fingerprint = String(digest.prefix(12))
        known.withLock { $0[identity] = fingerprint }
        return fingerprint
    }

    private struct Identity: Hashable {
        let type: ObjectIdentifier
        let version: Int
    }

    private static let known = Mutex<[Identity: String]>([:])
}
