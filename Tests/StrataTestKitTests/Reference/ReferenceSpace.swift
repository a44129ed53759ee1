import StrataCore

/// The entries of one namespace, and what belongs to them. Every method is told the time, in milliseconds.
struct ReferenceSpace: Sendable {
    var defect: Defect?
    var entries: [CacheKey: ReferenceEntry] = [:]
    var leases: [CacheKey: (token: LeaseToken, deadline: Int64)] = [:]
    var versions: [CacheTag: UInt64] = [:]
    var lastVersion: UInt64 = 0
    var lastFencingNumber: UInt64 = 0
    var statistics = CacheStatistics()

    init(defect: Defect?) {
        self.defect = defect
    }

    /// The key that an entry is really kept under.
    func home(of key: CacheKey) -> CacheKey {
        switch defect {
        case .keysCompareAsText: entries.keys.first { $0.rawValue == key.rawValue } ?? key
        case .keysIgnoreCase: CacheKey(key.rawValue.lowercased())
        case .keysAreCutAt255Bytes: CacheKey(String(decoding: key.rawValue.utf8.prefix(255), as: UTF8.self))
        case .keysEndAtNUL: CacheKey(String(decoding: key.rawValue.utf8.prefix { $0 != 0 }, as: UTF8.self))
        default: key
        }
    }

    func isAlive(_ entry: ReferenceEntry, _ now: Int64) -> Bool {
        guard entry.metadata.tagVersions.allSatisfy({ versions[$0.key] == $0.value }) else { return false }
        guard let deadline = entry.deadline else { return true }
        switch defect {
        case .expiresOneMillisecondLate: return now <= deadline
        case .expiresOneMillisecondEarly: return now < deadline - 1
        default: return now < deadline
        }
    }

    /// The entry under `key`, unless it has expired or is void.
    func entry(_ key: CacheKey, _ now: Int64) -> ReferenceEntry? {
        entries[home(of: key)].flatMap { isAlive($0, now) ? $0 : nil }
    }

    func deadline(_ expires: Expiration, _ now: Int64) throws(CacheError) -> Int64? {
        if defect == .zeroIsTakenForNever, expires.duration == .zero { return nil }
        if defect == .neverIsFiftyYears, expires == .never { return now + 50 * 365 * 86_400_000 }
        guard let milliseconds = try expires.milliseconds() else { return nil }
        guard defect == .roundsExpirationsDown, let duration = expires.duration else { return now + milliseconds }
        return now + duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
    }

    mutating func store(_ key: CacheKey, _ entry: ReferenceEntry) {
        let home = home(of: key)
        var entry = entry
        if defect == .setKeepsTheOldExpiration, let old = entries[home] { entry.deadline = old.deadline }
        if defect == .setKeepsTheOldTags, let old = entries[home] {
            entry.metadata.tagVersions.merge(old.metadata.tagVersions) { new, _ in new }
        }
        if defect == .largeValuesAreCut { entry.bytes = Array(entry.bytes.prefix(1 << 20)) }
        entries[home] = entry
        if defect != .leaseSurvivesSet { leases[home] = nil }
        if defect != .statisticsStandStill { statistics.writes += 1 }
    }

    mutating func remove(_ key: CacheKey) throws(CacheError) {
        let home = home(of: key)
        if defect == .removingAMissingKeyFails, entries[home] == nil { throw CacheError(.backendFailure) }
        if entries.removeValue(forKey: home) != nil { statistics.removals += 1 }
        if defect == .removeTakesLongerKeys {
            entries = entries.filter { !$0.key.rawValue.utf8.starts(with: key.rawValue.utf8) }
        }
        if defect == .fencingStartsAfresh { lastFencingNumber = 0 }
        if defect != .leaseSurvivesRemoval { leases[home] = nil }
    }

    mutating func clear() {
        let spared = defect == .clearLeavesOneEntry ? entries.first : nil
        entries = [:]
        leases = [:]
        if let spared { entries[spared.key] = spared.value }
    }

    mutating func version(of tag: CacheTag) -> UInt64 {
        if let version = versions[tag] { return version }
        lastVersion += 1
        versions[tag] = lastVersion
        return lastVersion
    }

    mutating func invalidate(_ tag: CacheTag) {
        switch defect {
        case .tagVersionsComeBack:
            versions[tag] = versions[tag] == 1 ? 2 : 1
        case .invalidationVoidsOneEntryOnly:
            if let key = entries.first(where: { $0.value.metadata.tagVersions[tag] != nil })?.key { entries[key] = nil }
        default:
            lastVersion += 1
            versions[tag] = lastVersion
        }
    }
}
