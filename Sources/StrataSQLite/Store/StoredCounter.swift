import StrataCore

/// A counter as it stands in a row: an integer in decimal text, or in whatever form the codec gave it.
struct StoredCounter {
    private let value: Int64

    /// Reads a counter; a missing one stands at zero.
    ///
    /// - Throws: ``CacheError/Code/typeMismatch`` when the bytes are no integer.
    init(_ bytes: [UInt8]?, codec: any CacheCodec) throws(CacheError) {
        guard let bytes else {
            value = 0
            return
        }
        if let number = Int64(String(decoding: bytes, as: UTF8.self)) {
            value = number
        } else if let number = try? codec.decodeValue(Int64.self, from: bytes) {
            value = number
        } else {
            throw CacheError(.typeMismatch, backend: "sqlite", message: "the entry is no integer")
        }
    }

    /// - Throws: ``CacheError/Code/outOfRange`` when the sum does not fit.
    func adding(_ amount: Int64) throws(CacheError) -> Int64 {
        let (sum, overflow) = value.addingReportingOverflow(amount)
        guard !overflow else {
            throw CacheError(.outOfRange, backend: "sqlite", message: "the sum does not fit into 64 bits")
        }
        return sum
    }
}
