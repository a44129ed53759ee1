// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

func benchmark(_ name: String, _ modules: [String], _ targets: [Target.Dependency] = []) -> Target {
    .executableTarget(
        name: name,
        dependencies: modules.map { .product(name: $0, package: "strata") } + targets,
        swiftSettings: strict
    )
}

let package = Package(
    name: "strata-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "strata", path: "..")],
    targets: [
        .target(name: "AllocationCounter"),
        benchmark("ResultsBenchmark", ["Strata"], ["AllocationCounter"]),
        benchmark("CodecBenchmark", ["StrataCore"]),
        .target(name: "CSQLiteLoop", linkerSettings: [.linkedLibrary("sqlite3")]),
        benchmark("SQLiteBenchmark", ["StrataCore", "StrataSQLite"], ["CSQLiteLoop"]),
        .target(name: "CRedisLoop", linkerSettings: [.linkedLibrary("hiredis")]),
        benchmark("RedisBenchmark", ["StrataCore", "StrataRedis", "StrataTLS"], ["CRedisLoop", "AllocationCounter"]),
        .target(name: "BenchmarkSupport", swiftSettings: strict),
        benchmark("HitRatio", ["StrataCore", "StrataMemory"], ["BenchmarkSupport"]),
        benchmark("MemoryBenchmark", ["StrataCore", "StrataMemory"], ["BenchmarkSupport"]),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq"),
        .target(name: "CPostgresLoop", dependencies: ["CLibPQ"]),
        benchmark("PostgresBenchmark", ["StrataCore", "StrataPostgres"], ["CPostgresLoop"]),
    ]
)
