package io.connwarden.contracts.codec;

import io.connwarden.contracts.message.SessionExpectation;
import io.connwarden.contracts.message.SessionId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON form of a session that a command names, with the work that its sender expects. */
record NamedSessionJson(
        int pid,
        SessionStart backendStart,
        @Nullable SessionStart transactionStart,
        @Nullable SessionStart queryStart) {

    static NamedSessionJson of(SessionId id, List<SessionExpectation> expected) {
        Optional<SessionExpectation> expectation =
                expected.stream().filter(each -> each.session().equals(id)).findFirst();
        return new NamedSessionJson(
                id.pid(),
                SessionStart.of(id),
                expectation
                        .map(SessionExpectation::transactionStart)
                        .map(SessionStart::full)
                        .orElse(null),
                expectation
                        .map(SessionExpectation::queryStart)
                        .map(SessionStart::full)
                        .orElse(null));
    }

    SessionId toSessionId() {
        return new SessionId(pid, backendStart.time(), backendStart.precision());
    }

    /** Returns the expectation; empty if any work is accepted. */
    Optional<SessionExpectation> toExpectation() {
        return transactionStart == null && queryStart == null
                ? Optional.empty()
                : Optional.of(new SessionExpectation(
                        toSessionId(),
                        transactionStart == null ? null : transactionStart.time(),
                        queryStart == null ? null : queryStart.time()));
    }
}
