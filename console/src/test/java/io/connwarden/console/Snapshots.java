package io.connwarden.console;

import io.connwarden.contracts.message.SessionClass;
import io.connwarden.contracts.message.SessionSnapshot;
import io.connwarden.contracts.message.SessionSnapshot.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Snapshots for tests. */
public final class Snapshots {
    public static final Instant TIME = Instant.parse("2026-01-01T12:00:00Z");

    private Snapshots() {}

    /** Returns an idle session of a minute; it waits for nothing. */
    public static Row row(int pid, Integer... blockedBy) {
        return row(pid, "shop", "idle", TIME, SessionClass.IDLE, blockedBy);
    }

    /** Returns a session in its state for 10 s. Unless it is idle, its transaction is 20 to 26 s old. */
    public static Row row(
            int pid,
            String application,
            String state,
            Instant serverTime,
            SessionClass sessionClass,
            Integer... blockedBy) {
        return new Row(
                pid,
                serverTime.minusSeconds(60),
                "app",
                "orders",
                application,
                "10.0.0." + pid % 250,
                state,
                serverTime.minusSeconds(10),
                state.equals("idle") ? null : serverTime.minusSeconds(20 + pid % 7),
                serverTime.minusSeconds(15),
                "Client",
                "ClientRead",
                "client backend",
                List.of(blockedBy),
                sessionClass,
                null);
    }

    public static SessionSnapshot of(String target, Instant time, Row... rows) {
        return new SessionSnapshot(target, time, time, Arrays.asList(rows), 0);
    }

    /** Returns a snapshot with idle sessions of the pids 1 and up. */
    public static SessionSnapshot idle(String target, Instant time, int sessions) {
        return of(
                target,
                time,
                IntStream.rangeClosed(1, sessions).mapToObj(pid -> row(pid)).toArray(Row[]::new));
    }
}
