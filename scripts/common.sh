# Sourced by every script here: stops at the first error, goes to the top of the package, finds the toolchain.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

say() {
    printf '%s\n' "$*"
}

# Puts the toolchain on the path where an installer left it elsewhere.
find_swift() {
    command -v swift >/dev/null 2>&1 && return
    local directory
    for directory in "$HOME/.local/share/swiftly/bin" /opt/swift/usr/bin /usr/local/swift/usr/bin; do
        if [ -x "$directory/swift" ]; then
            PATH="$directory:$PATH"
            export PATH
            return
        fi
    done
}

need_swift() {
    local version wanted='Swift 6.2 or later is needed (https://www.swift.org/install/)'
    command -v swift >/dev/null 2>&1 || fail "$wanted, and there is no 'swift' on the path"
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -n 1)
    case $version in
    6.[01] | [0-5].*) fail "$wanted, and $(command -v swift) is $version" ;;
    '') fail "$wanted, and '$(command -v swift) --version' says no version" ;;
    esac
}

# The path of a tool of the toolchain. An installer's shim may stand in for `swift` alone.
beside_swift() {
    local tool
    tool="$(dirname "$(readlink -f "$(command -v swift)")")/$1"
    [ -x "$tool" ] || tool=$(command -v "$1") || fail "this toolchain has no $1"
    printf '%s' "$tool"
}

# Runs a command, shows what it prints, and fails when it failed or printed a warning.
without_warnings() {
    local log outcome=0
    mkdir -p .build
    log=$(mktemp .build/warnings.XXXXXX)
    "$@" 2>&1 | tee "$log" || outcome=$?
    if [ "$outcome" = 0 ] && grep -q 'warning:' "$log"; then
        rm -f "$log"
        fail "warnings count as errors here"
    fi
    rm -f "$log"
    return "$outcome"
}

# Runs Swift Testing through "$@", leaves out the lines about what started and what passed, and fails when it found no test
# to run. The closing line of the test runner is the last that is printed.
run_tests() {
    local log outcome=0
    mkdir -p .build
    log=$(mktemp .build/tests.XXXXXX)
    "$@" --disable-xctest 2>&1 | tee "$log" | awk '!/^(◇|✔) / || / Test run / { print; fflush() }' || outcome=$?
    if [ "$outcome" = 0 ] && ! grep -Eq 'Test run with [1-9][0-9]* test' "$log"; then
        rm -f "$log"
        fail "no test was run"
    fi
    rm -f "$log"
    return "$outcome"
}

find_swift
