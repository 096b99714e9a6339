package io.connwarden.doctor.probe;

import io.connwarden.doctor.reading.PoolerReading;
import io.connwarden.doctor.reading.Reading;
import io.connwarden.sql.target.ConnectFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The pooler probe. It queries two open connections in turn for their backends. A pooler in transaction mode serves
 * both connections with one backend, or one connection with several. A pooler in session mode sends a cancel key of
 * its own at login, and may assign a backend that is older than the connection.
 */
final class PoolerProbe {
    private static final int ROUNDS = 4;

    private final Connection first;
    private final Set<Integer> firstPids = new HashSet<>();
    private final Set<Integer> secondPids = new HashSet<>();

    private PoolerProbe(Connection first) {
        this.first = first;
    }

    /** The second connection, or its failure. */
    record SecondConnection(
            @Nullable Connection session, @Nullable ConnectFailure failure) {}

    /** The opener of the second connection. */
    @FunctionalInterface
    interface ConnectionOpener {
        SecondConnection open();
    }

    static Reading<PoolerReading> run(Connection first, ConnectionOpener opening) {
        return QueryRunner.capture(() -> new PoolerProbe(first).probe(opening));
    }

    private PoolerReading probe(ConnectionOpener opening) throws SQLException {
        int promised = first.unwrap(PGConnection.class).getBackendPID();
        AnsweringBackend before = AnsweringBackend.of(first);
        firstPids.add(before.pid());
        SecondConnection second = opening.open();
        boolean older = second.session() != null && queryAlternately(second.session(), before);
        return new PoolerReading(promised, firstPids, secondPids, older, second.failure(), before.serverPort());
    }

    /** Queries both connections in turn; returns whether the second backend is older than its connection. */
    private boolean queryAlternately(Connection second, AnsweringBackend before) throws SQLException {
        AnsweringBackend arrived = AnsweringBackend.of(second);
        secondPids.add(arrived.pid());
        for (int round = 1; round < ROUNDS; round++) {
            firstPids.add(AnsweringBackend.of(first).pid());
            secondPids.add(AnsweringBackend.of(second).pid());
        }
        return arrived.start().isBefore(before.now());
    }
}
