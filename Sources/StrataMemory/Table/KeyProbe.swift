/// A key as one call brings it: packed, hashed, and ready to be compared.
///
/// Only valid inside of the call that made it, for it points at the bytes of the caller's string.
@safe
struct KeyProbe {
    /// The key, packed; for a long one its length and a part of its hash.
    let packed: PackedKey
    /// The keyed hash of the bytes.
    let hash: UInt64
    /// The bytes themselves.
    let bytes: UnsafeBufferPointer<UInt8>

    /// What the index compares: the low half of the hash.
    var shortHash: UInt32 { UInt32(truncatingIfNeeded: hash) }
}
