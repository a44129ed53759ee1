/// An encoder that makes a ``CanonicalNode``.
///
/// A value may ask for its container more than once, as a class does whose superclass encodes into the same encoder;
/// all of them are one.
final class CanonicalEncoder: Encoder {
    private enum Content {
        case fields(FieldStorage)
        case elements(ElementStorage)
        case node(CanonicalNode)
    }

    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]
    private var content: Content?

    /// The tree of what was encoded; an empty object when nothing was.
    func finish() -> CanonicalNode {
        switch content {
        case .fields(let storage): .object(storage.fields.mapValues { $0() })
        case .elements(let storage): .array(storage.elements.map { $0() })
        case .node(let node): node
        case nil: .object([:])
        }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        let storage = if case .fields(let known) = content { known } else { FieldStorage() }
        content = .fields(storage)
        return KeyedEncodingContainer(KeyedCanonicalContainer(storage: storage))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        let storage = if case .elements(let known) = content { known } else { ElementStorage() }
        content = .elements(storage)
        return UnkeyedCanonicalContainer(storage: storage)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleCanonicalContainer(encoder: self)
    }

    fileprivate func set(_ node: CanonicalNode) {
        content = .node(node)
    }
}

private final class FieldStorage {
    var fields: [String: () -> CanonicalNode] = [:]
}

private final class ElementStorage {
    var elements: [() -> CanonicalNode] = []
}

private struct KeyedCanonicalContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let storage: FieldStorage
    let codingPath: [any CodingKey] = []

    func encodeNil(forKey key: Key) { storage.fields[key.stringValue] = { .null } }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        let node = try CanonicalNode.of(value)
        storage.fields[key.stringValue] = { node }
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        nestedEncoder(key.stringValue).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        nestedEncoder(key.stringValue).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { nestedEncoder("super") }

    func superEncoder(forKey key: Key) -> any Encoder { nestedEncoder(key.stringValue) }

    private func nestedEncoder(_ name: String) -> CanonicalEncoder {
        let encoder = CanonicalEncoder()
        storage.fields[name] = { encoder.finish() }
        return encoder
    }
}

private struct UnkeyedCanonicalContainer: UnkeyedEncodingContainer {
    let storage: ElementStorage
    let codingPath: [any CodingKey] = []
    var count: Int { storage.elements.count }

    func encodeNil() { storage.elements.append { .null } }

    func encode<Value: Encodable>(_ value: Value) throws {
        let node = try CanonicalNode.of(value)
        storage.elements.append { node }
    }

    func nestedContainer<NestedKey: CodingKey>(keyedBy keyType: NestedKey.Type) -> KeyedEncodingContainer<NestedKey> {
        nestedEncoder().container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nestedEncoder().unkeyedContainer() }

    func superEncoder() -> any Encoder { nestedEncoder() }

    private func nestedEncoder() -> CanonicalEncoder {
        let encoder = CanonicalEncoder()
        storage.elements.append { encoder.finish() }
        return encoder
    }
}

private struct SingleCanonicalContainer: SingleValueEncodingContainer {
    let encoder: CanonicalEncoder
    let codingPath: [any CodingKey] = []

    func encodeNil() { encoder.set(.null) }

    func encode<Value: Encodable>(_ value: Value) throws { encoder.set(try .of(value)) }
}
