/// A question that the policy asked the future: which of two entries is read first?
struct Rivalry: BitwiseCopyable {
    /// The hash of the entry that was about to leave the window.
    let newcomer: UInt32
    /// The hash of the entry at the end of the main part.
    let resident: UInt32
    /// When it was asked, counted in evictions.
    let moment: UInt32
    /// How often the newcomer had been seen lately.
    let newcomerFrequency: UInt8
    /// How often the resident had been seen lately.
    let residentFrequency: UInt8
    /// Whether the resident had been in the protected segment.
    let residentWasProtected: Bool
}
