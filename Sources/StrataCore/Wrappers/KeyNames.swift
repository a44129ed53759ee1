/// The keys of a batch and their names in the base of a wrapper.
struct KeyNames {
    /// The names, each once.
    let mapped: [CacheKey]
    private let originals: [CacheKey: [CacheKey]]

    init(_ keys: [CacheKey], in wrapper: some KeyMappingCache) throws(CacheError) {
        var originals: [CacheKey: [CacheKey]] = [:]
        var mapped: [CacheKey] = []
        for key in keys {
            let name = try wrapper.mapped(key)
            if originals[name] == nil { mapped.append(name) }
            originals[name, default: []].append(key)
        }
        self.mapped = mapped
        self.originals = originals
    }

    /// What the base answered, under the callers' keys.
    func restored<Value>(_ answers: [CacheKey: Value]) -> [CacheKey: Value] {
        var restored: [CacheKey: Value] = [:]
        for (name, answer) in answers {
            for key in originals[name] ?? [] { restored[key] = answer }
        }
        return restored
    }

    /// The callers' keys of some names.
    func restored(_ names: Set<CacheKey>) -> Set<CacheKey> {
        Set(names.flatMap { originals[$0] ?? [] })
    }
}
