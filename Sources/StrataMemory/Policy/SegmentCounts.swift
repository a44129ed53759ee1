/// How many entries each segment holds.
struct SegmentCounts {
    private var window = 0
    private var probation = 0
    private var protected = 0

    /// None.
    init() {}

    /// All of them.
    var total: Int { window + probation + protected }

    subscript(_ segment: SlotMark.Segment) -> Int {
        get {
            switch segment {
            case .window: window
            case .probation: probation
            case .protected: protected
            }
        }
        set {
            switch segment {
            case .window: window = newValue
            case .probation: probation = newValue
            case .protected: protected = newValue
            }
        }
    }
}
