/// Hashes keys under four secret words that are drawn anew for every cache, so that nobody can prepare keys that collide.
///
/// Each step multiplies two words to 128 bits and folds the halves, as wyhash by Wang Yi does; both factors carry
/// a secret, so that no input can force a zero.
struct KeyHasher: Sendable {
    private let secrets: (UInt64, UInt64, UInt64, UInt64)

    /// Draws secrets from the system's random number generator.
    init() {
        var generator = SystemRandomNumberGenerator()
        secrets = (generator.next() | 1, generator.next() | 1, generator.next() | 1, generator.next() | 1)
    }

    /// Packs and hashes the bytes of a key. O(n).
    @inline(__always)
    func probe(_ bytes: UnsafeBufferPointer<UInt8>) -> KeyProbe {
        if bytes.count <= PackedKey.longestInline {
            let packed = unsafe PackedKey(short: bytes)
            return unsafe KeyProbe(packed: packed, hash: hashShort(packed), bytes: bytes)
        }
        let hash = unsafe hashLong(UnsafeRawBufferPointer(bytes))
        return unsafe KeyProbe(packed: PackedKey(longOfCount: bytes.count, hash: hash), hash: hash, bytes: bytes)
    }

    /// The hash that ``probe(_:)`` gave to a packed key.
    func hash(_ packed: PackedKey) -> UInt64 { packed.isLong ? packed.first : hashShort(packed) }

    @inline(__always)
    private func hashShort(_ packed: PackedKey) -> UInt64 {
        let state = fold(packed.first ^ secrets.0, packed.second ^ secrets.1)
        return fold(packed.third ^ secrets.2, state ^ secrets.3)
    }

    /// The hash of more than ``PackedKey/longestInline`` bytes: blocks of 16, the last of which may overlap.
    private func hashLong(_ raw: UnsafeRawBufferPointer) -> UInt64 {
        var state = secrets.2 ^ UInt64(truncatingIfNeeded: raw.count)
        var offset = 0
        while offset + 16 < raw.count {
            state = unsafe fold(raw.word(at: offset) ^ secrets.0, raw.word(at: offset + 8) ^ secrets.1 ^ state)
            offset += 16
        }
        let last = raw.count - 16
        state = unsafe fold(raw.word(at: last) ^ secrets.0, raw.word(at: last + 8) ^ secrets.1 ^ state)
        return fold(state ^ secrets.2, secrets.3)
    }

    @inline(__always)
    private func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}
