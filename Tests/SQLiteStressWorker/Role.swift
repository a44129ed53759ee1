/// What a worker can be told to do.
enum Role: String {
    /// Counts together with others.
    case count
    /// Writes until it is killed.
    case write
    /// Takes the write lock and stops, as a process does that is suspended at the wrong moment.
    case hold
    /// Writes until the file may not grow any more, gets room, and goes on.
    case fill
    /// Uses a file that it may only read.
    case reader
}
