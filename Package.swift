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

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

func support(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: "Tests/" + name, swiftSettings: strict)
}

func system(_ name: String, pkgConfig: String?, apt: String, brew: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt]), .brew([brew])])
}

// hiredis's own description names a compiler flag that the package manager warns of. Linux finds the library without it.
#if os(macOS)
let hiredisDescription: String? = "hiredis"
#else
let hiredisDescription: String? = nil
#endif

let package = Package(
    name: "strata",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Strata", targets: ["Strata"]),
        .library(name: "StrataCore", targets: ["StrataCore"]),
        .library(name: "StrataMemory", targets: ["StrataMemory"]),
        .library(name: "StrataLayered", targets: ["StrataLayered"]),
        .library(name: "StrataResults", targets: ["StrataResults"]),
        .library(name: "StrataSQLite", targets: ["StrataSQLite"]),
        .library(name: "StrataPostgres", targets: ["StrataPostgres"]),
        .library(name: "StrataTLS", targets: ["StrataTLS"]),
        .library(name: "StrataRedis", targets: ["StrataRedis"]),
        .library(name: "StrataCompression", targets: ["StrataCompression"]),
        .library(name: "StrataTestKit", targets: ["StrataTestKit"]),
    ],
    targets: [
        system("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev", brew: "sqlite3"),
        system("CPostgres", pkgConfig: "libpq", apt: "libpq-dev", brew: "libpq"),
        system("CHiredis", pkgConfig: hiredisDescription, apt: "libhiredis-dev", brew: "hiredis"),
        system("COpenSSL", pkgConfig: "openssl", apt: "libssl-dev", brew: "openssl"),
        system("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev", brew: "zlib"),
        system("CLZ4", pkgConfig: "liblz4", apt: "liblz4-dev", brew: "lz4"),

        library("StrataCore"),
        library("StrataMemory", ["StrataCore"]),
        library("StrataLayered", ["StrataCore", "StrataMemory"]),
        library("StrataResults", ["StrataCore"]),
        library("StrataSupport", ["StrataCore"]),
        library("StrataSQLite", ["StrataCore", "StrataSupport", "CSQLite"]),
        library("StrataPostgres", ["StrataCore", "StrataSupport", "CPostgres"]),
        library("StrataTLS", ["StrataCore", "COpenSSL"]),
        library("StrataRedis", ["StrataCore", "StrataSupport", "StrataTLS", "CHiredis"]),
        library("StrataCompression", ["StrataCore", "CZlib", "CLZ4"]),
        library("StrataTestKit", ["StrataCore", "StrataMemory"]),
        library("Strata", ["StrataCore", "StrataMemory", "StrataLayered", "StrataResults"]),

        support("TestServers", ["StrataTestKit"]),

        tests("StrataCoreTests", ["StrataCore"]),
        tests("StrataMemoryTests", ["StrataMemory", "StrataTestKit"]),
        tests("StrataLayeredTests", ["StrataLayered", "StrataMemory", "StrataTestKit"]),
        tests("StrataResultsTests", ["Strata", "StrataTestKit"]),
        tests("StrataRedisTests", ["StrataRedis", "StrataTLS", "StrataTestKit", "TestServers"]),
        support("PostgresSupport", ["StrataCore", "StrataPostgres", "TestServers"]),
        tests("StrataPostgresTests", ["StrataPostgres", "StrataTestKit", "PostgresSupport", "TestServers"]),
        tests("StrataSQLiteTests", ["StrataSQLite", "StrataTestKit", "CSQLite", "SQLiteStressWorker"]),
        .executableTarget(
            name: "SQLiteStressWorker",
            dependencies: ["StrataCore", "StrataSQLite", "CSQLite"],
            path: "Tests/SQLiteStressWorker",
            swiftSettings: strict
        ),
        tests("StrataCompressionTests", ["StrataCompression", "StrataMemory", "StrataTestKit"]),
        tests("StrataTestKitTests", ["StrataTestKit"]),
        tests(
            "ConformanceTests",
            [
                "Strata", "StrataLayered", "StrataSQLite", "StrataPostgres", "StrataRedis", "StrataTLS",
                "StrataCompression",
                "StrataSupport", "StrataTestKit", "TestServers", "PostgresSupport",
            ]
        ),
        tests("StorageFormatTests", ["StrataCore", "StrataCompression"], exclude: ["Fixtures"]),
    ]
)
