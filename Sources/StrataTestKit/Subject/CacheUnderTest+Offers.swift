import StrataCore

extension CacheUnderTest {
    /// What this subject offers the laws. A law applies when everything that it requires is in it.
    ///
    /// A test of a cache of your own should state what it expects to find here: a capability that is lost by accident would
    /// silently take its laws with it.
    public var offers: CacheLaw.Requirements {
        var offers: CacheLaw.Requirements = []
        if !traits.contains(.storesNothing) { offers.insert(.storage) }
        if !traits.contains(.doesNotEncode) { offers.insert(.encoding) }
        if advance != nil { offers.insert(.time) }
        if advance != nil, !traits.contains(.timeIsApproximate) { offers.insert(.exactTime) }
        if sibling != nil { offers.insert(.siblings) }
        if peer != nil { offers.insert(.peers) }
        return offers.union(capabilities)
    }

    private var capabilities: CacheLaw.Requirements {
        var capabilities: CacheLaw.Requirements = []
        if cache is any AtomicCache { capabilities.insert(.atomic) }
        if cache is any ExpiringCache { capabilities.insert(.expiring) }
        if cache is any ScannableCache { capabilities.insert(.scannable) }
        if cache is any TaggingCache { capabilities.insert(.tagging) }
        if cache is any LeasingCache { capabilities.insert(.leasing) }
        if cache is any ManagedCache { capabilities.insert(.managed) }
        return capabilities
    }
}
