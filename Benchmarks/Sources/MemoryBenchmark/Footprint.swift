import StrataCore
import StrataMemory

#if canImport(Glibc)
import Glibc
#endif

/// What an entry takes beside its key and its value.
enum Footprint {
    /// Fills a cache whose values lie elsewhere already, and prints how much more memory the process has.
    static func report() {
        #if canImport(Glibc)
        let value = [UInt8](repeating: 1, count: 64)
        let before = residentBytes()
        let strata = Strata<[UInt8]>()
        for number in 0..<UInt32(Workload.capacity * 3) { strata.set(KeyMaker.key(number), value) }
        let held = (try? strata.cache.statistics().entries) ?? 0
        let bytes = (residentBytes() - before) / max(1, held)
        print(
            "Bytes per entry: \(bytes), \(bytes - 28) of them beside its key of 20 and the reference of 8 to its value."
        )
        #else
        print("Bytes per entry are measured on Linux only.")
        #endif
    }

    #if canImport(Glibc)
    /// The second number of `/proc/self/statm`, in pages.
    private static func residentBytes() -> Int {
        guard let file = unsafe fopen("/proc/self/statm", "r") else { return 0 }
        defer { unsafe fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = unsafe fread(&buffer, 1, buffer.count, file)
        let pages = String(decoding: buffer[..<count], as: UTF8.self).split(separator: " ").dropFirst().first
        return (pages.flatMap { Int($0) } ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
    #endif
}
