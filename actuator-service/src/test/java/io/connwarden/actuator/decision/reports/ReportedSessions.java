package io.connwarden.actuator.decision.reports;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.session;

import io.connwarden.actuator.decision.SessionBuilder;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.UnreclaimedSession;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The sessions of invented situations. Ages are in seconds. */
final class ReportedSessions {
    static final int MINUTE = 60;
    static final int HOUR = 3600;

    private ReportedSessions() {}

    /** Returns a session in an open transaction after the death of its client. */
    static SessionBuilder dead(int pid, int seconds) {
        return query(pid, seconds).waitingForClient();
    }

    static SessionBuilder open(int pid, int seconds) {
        return session(pid).stuckFor(seconds(seconds), seconds(seconds));
    }

    static SessionBuilder query(int pid, int seconds) {
        return session(pid).activeFor(seconds(seconds));
    }

    static SessionBuilder idle(int pid, int seconds) {
        return session(pid).idleFor(seconds(seconds));
    }

    /** Returns idle sessions with these names; the first one is idle for the given time and a minute, and so on. */
    static Stream<Session> idle(int first, int last, int seconds, IntFunction<String> name) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(pid -> idle(pid, seconds + MINUTE * (last - pid + 1))
                        .application(name.apply(pid))
                        .build());
    }

    static Stream<Session> queries(int first, int last, int seconds) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(pid -> query(pid, seconds + last - pid).build());
    }

    /** Returns queries that wait for a lock of these processes. */
    static Stream<Session> waiters(int first, int last, Integer... blockers) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(pid -> query(pid, 3 * MINUTE + last - pid)
                        .waitingForLockOf(blockers)
                        .build());
    }

    static UnreclaimedSession failed(int pid, int attempts, int secondsAgo) {
        return failed(pid, SignalKind.TERMINATE, SessionOutcome.UNRESPONSIVE, attempts, secondsAgo);
    }

    static UnreclaimedSession failed(int pid, SignalKind signal, SessionOutcome outcome, int attempts, int secondsAgo) {
        return new UnreclaimedSession(named(pid), signal, outcome, attempts, NOW.minusSeconds(secondsAgo));
    }

    /** Returns the name of a session with the usual start. */
    static SessionId named(int pid) {
        return SessionBuilder.idOf(session(pid).build());
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
