extension CacheLaw {
    /// Every law, in groups.
    public static let all: [CacheLaw] =
        reading + expiry + timesToLive + replacing + removing + namespaces + tags + nilValues + keys + values + decoding
        + batches + settingIfAbsent + counting + tokens + leases + voiding + filling + cancelling + managing + scanning
        + sharing
}
