package io.connwarden.console.sessions;

import io.connwarden.contracts.message.SessionSnapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the sessions of a snapshot.
 *
 * @param ageSeconds time since the sample by the clock of the console, in seconds; not below 0
 * @param total the number of sessions of the target, with those without a row
 * @param matching the number of rows that the filter selects
 * @param omitted the number of sessions without a row, because the snapshot would be too large
 * @param nextCursor the cursor of the next page; null on the last one
 */
record SessionPage(
        Instant capturedAt,
        double ageSeconds,
        int total,
        int matching,
        int omitted,
        List<SessionItem> items,
        @Nullable String nextCursor) {

    /** The part of the list that a page shows. */
    record Part(int offset, int limit) {}

    static SessionPage of(
            SessionSnapshot snapshot, Instant now, SessionSelection filter, Comparator<SessionItem> order, Part part) {
        LockWaits waits = LockWaits.of(snapshot);
        List<SessionItem> matching = snapshot.rows().stream()
                .map(row -> SessionItem.of(
                        row, snapshot.serverTime(), waits.waitingFor(row.pid()).size()))
                .filter(filter)
                .sorted(order)
                .toList();
        int start = Math.min(part.offset(), matching.size());
        int end = Math.min(start + part.limit(), matching.size());
        return new SessionPage(
                snapshot.capturedAt(),
                SampleAge.seconds(snapshot, now),
                snapshot.rows().size() + snapshot.omittedRows(),
                matching.size(),
                snapshot.omittedRows(),
                matching.subList(start, end),
                end == matching.size() ? null : new SessionCursor(snapshot.capturedAt(), end).text());
    }
}
