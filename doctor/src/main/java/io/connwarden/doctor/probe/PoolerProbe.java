package io.connwarden.doctor.probe;

import io.connwarden.doctor.finding.PoolerProbeResult;
import io.connwarden.doctor.finding.ProbeResult;
import io.connwarden.doctor.finding.Refusal;
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
final class PoolerProbe {
    private static final int ROUNDS = 4;

    private final Connection first;
    private final Set<Integer> firstPids = new HashSet<>();
    private final Set<Integer> secondPids = new HashSet<>();

    private PoolerProbe(Connection first) {
        this.first = first;
    }

    /** The second connection, or why there was none. */
    record SecondConnection(
            @Nullable Connection session, @Nullable Refusal failure) {}

    /** How a second connection is opened. */
    @FunctionalInterface
    interface ConnectionOpener {
        SecondConnection open();
    }

    static ProbeResult<PoolerProbeResult> run(Connection first, ConnectionOpener opening) {
        return QueryRunner.capture(() -> new PoolerProbe(first).probe(opening));
    }

    private PoolerProbeResult probe(ConnectionOpener opening) throws SQLException {
        int promised = first.unwrap(PGConnection.class).getBackendPID();
        Backend before = Backend.of(first);
        firstPids.add(before.pid());
        SecondConnection second = opening.open();
        boolean older = second.session() != null && queryAlternately(second.session(), before);
        return new PoolerProbeResult(promised, firstPids, secondPids, older, second.failure(), before.serverPort());
    }

    /** Returns whether the second connection's backend is older than the connection. */
    private boolean queryAlternately(Connection second, Backend before) throws SQLException {
        Backend arrived = Backend.of(second);
        secondPids.add(arrived.pid());
        for (int round = 1; round < ROUNDS; round++) {
            firstPids.add(Backend.of(first).pid());
            secondPids.add(Backend.of(second).pid());
        }
        return arrived.start().isBefore(before.now());
    }
}
