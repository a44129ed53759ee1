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

func strata(_ products: String...) -> [Target.Dependency] {
    products.map { .product(name: $0, package: "strata") }
}

let package = Package(
    name: "strata-examples",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "strata", path: "..")],
    targets: [
        .executableTarget(
            name: "EnrichmentPipeline",
            dependencies: strata("Strata", "StrataSQLite", "StrataPostgres"),
            path: "EnrichmentPipeline",
            resources: [.copy("Resources/origin.py"), .copy("Resources/titles.json")],
            swiftSettings: strict
        ),

        .executableTarget(
            name: "TransactionalInvalidation",
            dependencies: strata("Strata", "StrataPostgres"),
            path: "TransactionalInvalidation",
            swiftSettings: strict
        ),

        .executableTarget(
            name: "RateLimitedWorker",
            dependencies: strata("StrataCore", "StrataResults", "StrataSQLite"),
            path: "RateLimitedWorker",
            swiftSettings: strict
        ),

        .target(
            name: "SwapBackendInTests",
            dependencies: strata("Strata"),
            path: "SwapBackendInTests/Sources",
            swiftSettings: strict
        ),
        .testTarget(
            name: "SwapBackendInTestsTests",
            dependencies: ["SwapBackendInTests"] + strata("Strata", "StrataTestKit"),
            path: "SwapBackendInTests/Tests",
            swiftSettings: strict
        ),

        .target(
            name: "CustomBackend",
            dependencies: strata("StrataCore"),
            path: "CustomBackend/Sources",
            swiftSettings: strict
        ),
        .testTarget(
            name: "CustomBackendTests",
            dependencies: ["CustomBackend"] + strata("StrataTestKit"),
            path: "CustomBackend/Tests",
            swiftSettings: strict
        ),
    ]
)
