package io.connwarden.console.sessions;

import io.connwarden.contracts.message.SessionSnapshot.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session in a tree of sessions that wait for each other. A session has one place in all trees, below the blocker
 * that is closest to a root.
 *
 * @param pid 0 for a prepared transaction
 * @param label text for a blocker that is not in the snapshot; null otherwise
 * @param sessionId null for a blocker that is not in the snapshot
 * @param waitsFor the pids of all sessions that this session waits for
 * @param inCycle true for a root that waits for a session below it, as in a deadlock
 * @param waiting the sessions that wait for this one
 */
record BlockerNode(
        int pid,
        @Nullable String label,
        @Nullable String sessionId,
        @Nullable String user,
        @Nullable String application,
        @Nullable String state,
        @Nullable Double transactionAgeSeconds,
        List<Integer> waitsFor,
        boolean inCycle,
        List<BlockerNode> waiting) {
    static final String PREPARED_TRANSACTION = "prepared transaction";
    private static final String NOT_LISTED = "process without a row in the snapshot";

    static BlockerNode of(Row row, Instant serverTime, boolean inCycle) {
        return new BlockerNode(
                row.pid(),
                null,
                SessionKeys.session(row.pid(), row.backendStart()),
                row.user(),
                row.application(),
                row.state(),
                SessionItem.age(row.xactStart(), serverTime),
                row.blockedBy(),
                inCycle,
                new ArrayList<>());
    }

    /** Returns the node of a blocker without a row: a prepared transaction, a background process or an omitted row. */
    static BlockerNode notListed(int pid) {
        return new BlockerNode(
                pid,
                pid == 0 ? PREPARED_TRANSACTION : NOT_LISTED,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                false,
                new ArrayList<>());
    }
}
