#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Writes down what a type asks of its decoder.
final class ShapeRecorder {
    /// So long a shape is only of a type that asks without end.
    private static let longestText = 1 << 20

    private(set) var text = ""
    private var typesUnderWay: [ObjectIdentifier] = []
    /// The types that are written down, by the order in which that ended, so that each is written once: types that hold each
    /// other in many ways would otherwise be visited on every way.
    private var writtenTypes: [ObjectIdentifier: Int] = [:]
    private var samples: [ObjectIdentifier: Any] = [:]

    /// The shape of `type`; its name where it cannot be found.
    static func shape<Value: Decodable>(of type: Value.Type) -> String {
        let recorder = ShapeRecorder()
        _ = try? recorder.sample(of: type)
        return recorder.text
    }

    /// Whether a type has asked for more than any shape has; then every question is answered with an end.
    var isExhausted: Bool { text.utf8.count > Self.longestText }

    func note(_ piece: String) {
        if !isExhausted { text += piece }
    }

    /// Notes the shape of `type` and makes a value of it, for whoever asked for one.
    ///
    /// - Throws: When there is no way to make one; the type's name is noted then.
    func sample<Value: Decodable>(of type: Value.Type) throws -> Value {
        if let known = Self.knownSample(of: type) {
            note(String(reflecting: type))
            return known
        }
        let identity = ObjectIdentifier(type)
        if let number = writtenTypes[identity] {
            note("^\(number)")
            guard let sample = samples[identity] as? Value else { throw NoSample() }
            return sample
        }
        guard !typesUnderWay.contains(identity), typesUnderWay.count < 64, !isExhausted else {
            return try substitute(for: type, "recursive \(String(reflecting: type))")
        }
        typesUnderWay.append(identity)
        defer {
            typesUnderWay.removeLast()
            writtenTypes[identity] = writtenTypes.count
        }
        let sample = try makeSample(of: type)
        samples[identity] = sample
        return sample
    }

    private func makeSample<Value: Decodable>(of type: Value.Type) throws -> Value {
        do {
            return try Value(from: RecordingDecoder(recorder: self))
        } catch {
            return try substitute(for: type, String(reflecting: type))
        }
    }

    /// A value of a type that does not decode from samples: empty for collections and optionals, the first case of
    /// an enumeration that lists its cases.
    private func substitute<Value: Decodable>(for type: Value.Type, _ description: String) throws -> Value {
        note("<\(description)>")
        if let type = type as? any EmptyInitializable.Type, let empty = type.init() as? Value { return empty }
        if let type = type as? any CaseIterable.Type, let first = firstCase(of: type) as? Value { return first }
        throw NoSample()
    }

    private func firstCase<Value: CaseIterable>(of type: Value.Type) -> Any? {
        for value in type.allCases { note("|\(value)") }
        return type.allCases.first
    }

    /// Types of Foundation that refuse empty strings.
    private static func knownSample<Value>(of type: Value.Type) -> Value? {
        if type == UUID.self { return UUID() as? Value }
        if type == URL.self { return URL(string: "a:b") as? Value }
        if type == Decimal.self { return Decimal() as? Value }
        if type == Date.self { return Date(timeIntervalSinceReferenceDate: 0) as? Value }
        if type == Data.self { return Data() as? Value }
        return nil
    }

    struct NoSample: Error {}
}

/// A collection or optional that can stand in where its elements cannot be made.
private protocol EmptyInitializable {
    init()
}

extension Array: EmptyInitializable {}
extension Set: EmptyInitializable {}
extension Dictionary: EmptyInitializable {}

extension Optional: EmptyInitializable {
    init() { self = .none }
}
