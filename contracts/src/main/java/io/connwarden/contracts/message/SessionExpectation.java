package io.connwarden.contracts.message;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The work that the sender of a command saw in a session. A session with other work is not signalled. The times are
 * compared to the microsecond.
 *
 * @param transactionStart {@code xact_start} of the expected transaction; null for any
 * @param queryStart {@code query_start} of the expected query; null for any
 */
public record SessionExpectation(
        SessionId session,
        @Nullable Instant transactionStart,
        @Nullable Instant queryStart) {
    public SessionExpectation {
        Objects.requireNonNull(session, "session");
    }
}
