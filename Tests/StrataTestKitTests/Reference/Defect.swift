/// A fault that a cache may have, each built into ``ReferenceCache`` to prove that a law finds it.
enum Defect: String, CaseIterable {
    case getThrowsOnAMiss, processesAreApart
    case expiresOneMillisecondLate, expiresOneMillisecondEarly, roundsExpirationsDown, getManyIgnoresExpirations
    case scanListsExpiredKeys, setIfAbsentSeesExpiredEntries, neverIsFiftyYears, expireRevivesExpiredEntries
    case timeToLiveIsRoundedToSeconds, leasedEntriesNeverExpire
    case setKeepsTheOldExpiration, setKeepsTheOldTags, zeroIsTakenForNever, writesWithMetadataKeepTheLease
    case clearTouchesNamespacesWithTheSamePrefix, clearLeavesOneEntry, removeTakesLongerKeys, removingAMissingKeyFails
    case invalidationVoidsOneEntryOnly, tagVersionsComeBack, invalidationVoidsLaterEntries, namespacesShareTags
    case nilIsStored, nestedNilIsStored
    case emptyKeysAreTaken, keysCompareAsText, keysIgnoreCase, keysAreCutAt255Bytes, keysEndAtNUL
    case valuesWithAMarkAreUnwrapped, largeValuesAreCut, metadataIsLost, whatCannotBeEncodedIsRemoved
    case undecodableIsAMiss, undecodableIsRemoved
    case theFirstOfARepeatedKeyStays, batchesWriteBeforeTheyCheck, largeBatchesLoseTheirEnd, leaseManyForgetsBusyKeys
    case setIfAbsentHasManyWinners, setIfAbsentOverwrites, incrementLosesUpdates, incrementRenewsTheExpiration
    case incrementWrapsAround, incrementTakesTextForZero, compareIgnoresWhatIsExpected, anEmptyTokenIsAbsence
    case fencingStartsAfresh
    case everybodyIsGrantedTheLease, fillIgnoresTheToken, leaseSurvivesSet, leaseSurvivesRemoval, leasesNeverEnd
    case releaseIgnoresTheToken, refreshingHidesTheEntry, fillIgnoresTagVersions, leasesAreListed
    case cancellationIsAnotherError, cancellationBreaksTheCache
    case usableAfterClose, closingTwiceFails, statisticsStandStill
    case scanSkipsAtPageEnds, scanNeverEnds, aStarStopsAtColons, removeAllMiscounts

    /// The number of the law that finds it.
    var law: Int {
        switch self {
        case .getThrowsOnAMiss, .processesAreApart: 1
        case .expiresOneMillisecondLate, .expiresOneMillisecondEarly, .roundsExpirationsDown,
            .getManyIgnoresExpirations,
            .scanListsExpiredKeys, .neverIsFiftyYears, .expireRevivesExpiredEntries, .timeToLiveIsRoundedToSeconds,
            .leasedEntriesNeverExpire:
            2
        case .setKeepsTheOldExpiration, .setKeepsTheOldTags, .zeroIsTakenForNever, .writesWithMetadataKeepTheLease: 3
        case .clearTouchesNamespacesWithTheSamePrefix, .clearLeavesOneEntry, .removeTakesLongerKeys,
            .removingAMissingKeyFails, .invalidationVoidsOneEntryOnly, .tagVersionsComeBack,
            .invalidationVoidsLaterEntries, .namespacesShareTags:
            4
        case .nilIsStored, .nestedNilIsStored: 5
        case .emptyKeysAreTaken, .keysCompareAsText, .keysIgnoreCase, .keysAreCutAt255Bytes, .keysEndAtNUL: 6
        case .valuesWithAMarkAreUnwrapped, .largeValuesAreCut, .metadataIsLost, .whatCannotBeEncodedIsRemoved: 7
        case .undecodableIsAMiss, .undecodableIsRemoved: 8
        case .theFirstOfARepeatedKeyStays, .batchesWriteBeforeTheyCheck, .largeBatchesLoseTheirEnd,
            .leaseManyForgetsBusyKeys:
            9
        case .setIfAbsentHasManyWinners, .setIfAbsentOverwrites, .setIfAbsentSeesExpiredEntries, .incrementLosesUpdates,
            .incrementRenewsTheExpiration, .incrementWrapsAround, .incrementTakesTextForZero,
            .compareIgnoresWhatIsExpected, .anEmptyTokenIsAbsence, .fencingStartsAfresh, .everybodyIsGrantedTheLease,
            .fillIgnoresTheToken, .leaseSurvivesSet, .leaseSurvivesRemoval, .leasesNeverEnd, .releaseIgnoresTheToken,
            .refreshingHidesTheEntry, .fillIgnoresTagVersions, .leasesAreListed:
            10
        case .cancellationIsAnotherError, .cancellationBreaksTheCache: 11
        case .usableAfterClose, .closingTwiceFails, .statisticsStandStill: 12
        case .scanSkipsAtPageEnds, .scanNeverEnds, .aStarStopsAtColons, .removeAllMiscounts: 13
        }
    }
}
