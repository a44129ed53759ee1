extension CacheEntry {
    /// Refuses what no cache takes, so that a batch is checked before its first write.
    ///
    /// - Throws: ``CacheError/Code/invalidKey``, ``CacheError/Code/nilValue`` or ``CacheError/Code/invalidExpiration``.
    public func validate() throws(CacheError) {
        try key.validate()
        try refuseNil(value)
        _ = try expires.milliseconds()
    }
}
