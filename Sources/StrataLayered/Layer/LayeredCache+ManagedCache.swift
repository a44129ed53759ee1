extension LayeredCache {
    /// Ends the cache's own tasks: loads that go on in the background are cancelled, the subscription ends. Memory and the
    /// second level stay open; they belong to whoever made them.
    public func close() async {
        background.cancelAll()
        node?.stop()
    }
}
