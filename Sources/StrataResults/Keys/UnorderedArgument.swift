/// A collection whose order differs from process to process, because its hashing is seeded.
protocol UnorderedArgument {
    func canonicalNode() throws -> CanonicalNode
}

extension Set: UnorderedArgument {
    func canonicalNode() throws -> CanonicalNode {
        .unordered(try map { try nodeOfElement($0) })
    }
}

extension Dictionary: UnorderedArgument {
    func canonicalNode() throws -> CanonicalNode {
        .unordered(try map { .array([try nodeOfElement($0.key), try nodeOfElement($0.value)]) })
    }
}

/// An optional is its wrapped value or null, so that a set inside an optional is found as well.
protocol OptionalArgument {
    func canonicalNode() throws -> CanonicalNode
}

extension Optional: OptionalArgument {
    func canonicalNode() throws -> CanonicalNode {
        switch self {
        case .none: .null
        // An empty optional inside of an optional is not the same as none.
        case .some(let wrapped) where wrapped is any OptionalArgument: .array([try nodeOfElement(wrapped)])
        case .some(let wrapped): try nodeOfElement(wrapped)
        }
    }
}

private func nodeOfElement<Element>(_ element: Element) throws -> CanonicalNode {
    guard let element = element as? any Encodable else {
        let context = EncodingError.Context(codingPath: [], debugDescription: "\(Element.self) is not Encodable")
        throw EncodingError.invalidValue(element, context)
    }
    return try .of(element)
}
