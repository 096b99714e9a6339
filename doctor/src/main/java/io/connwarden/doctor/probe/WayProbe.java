package io.connwarden.doctor.probe;

import io.connwarden.doctor.finding.Answer;
import io.connwarden.doctor.finding.Refusal;
import io.connwarden.doctor.finding.Way;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Finds out whether a pooler stands in between, by asking two connections in turn which backends answer. A pooler in
 * transaction mode serves both by one backend, or one by several; in session mode it still hands out a pid of its own
 * making at the login, and backends that are older than our connections.
 */
final class WayProbe {
    private static final int ROUNDS = 4;

    private final Connection first;
    private final Set<Integer> firstPids = new HashSet<>();
    private final Set<Integer> secondPids = new HashSet<>();

    private WayProbe(Connection first) {
        this.first = first;
    }

    /** The second connection, or why there was none. */
    record Second(@Nullable Connection session, @Nullable Refusal refused) {}

    /** How a second connection is opened. */
    @FunctionalInterface
    interface Opening {
        Second open();
    }

    static Answer<Way> along(Connection first, Opening opening) {
        return Asking.answered(() -> new WayProbe(first).walk(opening));
    }

    private Way walk(Opening opening) throws SQLException {
        int promised = first.unwrap(PGConnection.class).getBackendPID();
        Backend before = Backend.behind(first);
        firstPids.add(before.pid());
        Second second = opening.open();
        boolean older = second.session() != null && alternate(second.session(), before);
        return new Way(promised, firstPids, secondPids, older, second.refused(), before.serverPort());
    }

    /** Returns whether the second connection's backend is older than the connection. */
    private boolean alternate(Connection second, Backend before) throws SQLException {
        Backend arrived = Backend.behind(second);
        secondPids.add(arrived.pid());
        for (int round = 1; round < ROUNDS; round++) {
            firstPids.add(Backend.behind(first).pid());
            secondPids.add(Backend.behind(second).pid());
        }
        return arrived.start().isBefore(before.now());
    }
}
