/// An encoder that makes a ``CanonicalNode``.
final class CanonicalEncoder: Encoder {
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]
    private var build: () -> CanonicalNode = { .object([:]) }

    /// The tree of what was encoded; an empty object when nothing was.
    func finish() -> CanonicalNode { build() }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        let storage = FieldStorage()
        build = { .object(storage.fields.mapValues { $0() }) }
        return KeyedEncodingContainer(KeyedCanonicalContainer(storage: storage))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        let storage = ElementStorage()
        build = { .array(storage.elements.map { $0() }) }
        return UnkeyedCanonicalContainer(storage: storage)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleCanonicalContainer(encoder: self)
    }

    fileprivate func set(_ node: CanonicalNode) {
        build = { node }
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
