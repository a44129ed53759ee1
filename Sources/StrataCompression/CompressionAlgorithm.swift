/// How bytes are made smaller.
public enum CompressionAlgorithm: Hashable, Sendable {
    /// The zlib format of RFC 1950: small, and slower than ``lz4`` by an order of magnitude.
    ///
    /// The level goes from 1 (fastest) to 9 (smallest); anything outside is taken as the nearest of the two.
    case zlib(level: Int = 6)

    /// The LZ4 frame format, with the checksum of its content: fast, and larger than ``zlib(level:)``.
    case lz4
}

extension CompressionAlgorithm {
    /// The byte that stands for the algorithm in a frame. Never used again for another one.
    var form: CompressedForm {
        switch self {
        case .zlib: .zlib
        case .lz4: .lz4
        }
    }
}

/// What a frame holds.
enum CompressedForm: UInt8 {
    /// The bytes as they are: they look like a frame themselves.
    case stored = 0
    case zlib = 1
    case lz4 = 2

    /// How many bytes one compressed byte can stand for at most, so that no more memory is taken than can be filled.
    var greatestRatio: Int {
        switch self {
        case .stored: 1
        // RFC 1951 codes a match of 258 bytes in two bits at best.
        case .zlib: 1032
        case .lz4: 255
        }
    }
}
