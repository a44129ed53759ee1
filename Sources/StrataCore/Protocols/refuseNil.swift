/// Throws ``CacheError/Code/nilValue`` when `value` is an empty optional, nested at any depth or behind a generic.
///
/// A backend of your own calls this first thing in every write. It costs nothing where the compiler knows that
/// `Value` is no optional, and one look at its metadata elsewhere.
@inlinable
public func refuseNil<Value>(_ value: Value) throws(CacheError) {
    guard _isOptional(Value.self) || Value.self == Any.self, let optional = value as? any NilRepresentable,
        optional.isNilAtAnyDepth
    else { return }
    throw CacheError(.nilValue, message: "nil is never stored; remove the key instead")
}

/// What ``refuseNil(_:)`` looks for: only `Optional` conforms.
@usableFromInline
protocol NilRepresentable {
    var isNilAtAnyDepth: Bool { get }
}

extension Optional: NilRepresentable {
    @usableFromInline
    var isNilAtAnyDepth: Bool {
        switch self {
        case .none: true
        case .some(let wrapped as any NilRepresentable): wrapped.isNilAtAnyDepth
        case .some: false
        }
    }
}
