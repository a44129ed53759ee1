#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension MessagePackDocument {
    /// The value at `offset`: types with a form of their own are read here, all others decode themselves.
    ///
    /// Nothing of type `Value?` is made on the way, for which the runtime would have to look up its metadata, and a path
    /// only where it is needed.
    func value<Value: Decodable>(
        _ type: Value.Type,
        at offset: Int,
        path: () -> MessagePackPath?
    ) throws -> Value {
        if type == String.self, let text = string(at: offset) { return ExactType.cast(text, to: type) }
        if type == Int.self, let number: Int = integer(at: offset) { return ExactType.cast(number, to: type) }
        if type == Double.self, let number = double(at: offset) { return ExactType.cast(number, to: type) }
        if type == Bool.self, let flag = bool(at: offset) { return ExactType.cast(flag, to: type) }
        if type == [UInt8].self, let bytes = binary(at: offset) { return ExactType.cast([UInt8](bytes), to: type) }
        if type == Date.self, let seconds = double(at: offset) {
            return ExactType.cast(Date(timeIntervalSinceReferenceDate: seconds), to: type)
        }
        if type == Data.self, let bytes = binary(at: offset) { return ExactType.cast(Data(bytes), to: type) }
        if type == UUID.self, let identifier = identifier(at: offset) { return ExactType.cast(identifier, to: type) }
        if type == URL.self, let link = string(at: offset).flatMap(URL.init(string:)) {
            return ExactType.cast(link, to: type)
        }
        if type == Decimal.self, let number = string(at: offset).flatMap({ Decimal(string: $0) }) {
            return ExactType.cast(number, to: type)
        }
        return try Value(from: MessagePackDecoder(self, at: offset, path: path()))
    }

    private func identifier(at offset: Int) -> UUID? {
        guard let bytes = binary(at: offset), bytes.count == 16 else { return nil }
        return unsafe bytes.withUnsafeBytes { unsafe UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}
