/// One statement with its parameters.
struct Statement: Sendable {
    let text: StatementText
    let parameters: [Parameter]

    init(_ text: StatementText, _ parameters: [Parameter] = []) {
        self.text = text
        self.parameters = parameters
    }
}
