package io.connwarden.actuator.decision.oracle;

import static io.connwarden.actuator.decision.SessionBuilder.idOf;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SessionBuilder.stuck;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.oracle.InventedCase.cancel;
import static io.connwarden.actuator.decision.oracle.InventedCase.terminate;
import static io.connwarden.actuator.decision.oracle.InventedCase.when;

import io.connwarden.actuator.decision.SessionBuilder;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.message.CommandParameters;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries that wait for the locks of a prepared transaction, which has the pid 0 and no session. */
class PreparedTransactionCasesTest {

    static Stream<InventedCase> situations() {
        return Stream.of(
                when("nine updates wait for one prepared transaction", critical(), waiters(9))
                        .endsNone()
                        .tells("prepared transaction"),
                when("EMERGENCY meets the same updates", critical(), waiters(9))
                        .requesting(new CommandParameters.Emergency())
                        .endsNone(),
                when("AUTO meets the same updates on a healthy server", healthy(), waiters(9))
                        .requesting(new CommandParameters.Auto())
                        .endsNone(),
                when(
                                "an update waits behind an update that waits for a prepared transaction",
                                critical(),
                                query(1).waitingForLockOf(0).blocking(1).build(),
                                query(2).waitingForLockOf(1).build())
                        .endsNone()
                        .tells("prepared transaction"),
                when(
                                "an update waits for a prepared transaction and a running query",
                                critical(),
                                query(1).waitingForLockOf(0, 2).build(),
                                query(2).blocking(1).build())
                        .cancels(2),
                when(
                                "an update waits for a prepared transaction and a stuck one",
                                critical(),
                                query(1).waitingForLockOf(0, 2).build(),
                                session(2)
                                        .stuckFor(minutes(9), minutes(9))
                                        .blocking(1)
                                        .build())
                        .ends(2),
                when(
                                "an ALTER waits for a prepared transaction, and readers wait for the ALTER alone",
                                critical(),
                                query(1).requestingTableLockOf(0).blocking(2).build(),
                                query(2).waitingForLockOf(1).build(),
                                query(3).waitingForLockOf(1).build())
                        .cancels(1),
                when(
                                "an ALTER waits for a prepared transaction, and a writer waits for both",
                                critical(),
                                query(1).requestingTableLockOf(0).blocking(1).build(),
                                query(2).waitingForLockOf(0, 1).build())
                        .endsNone(),
                when(
                                "an ALTER waits for a prepared transaction, and nothing waits for the ALTER",
                                critical(),
                                query(1).requestingTableLockOf(0).build())
                        .endsNone(),
                when(
                                "a cancel of the waiting update had no effect",
                                critical()
                                        .cancelledWithoutEffect(
                                                query(1).waitingForLockOf(0).build()),
                                query(1).waitingForLockOf(0).build())
                        .endsNone(),
                when(
                                "old idle sessions end beside the waiters",
                                critical(),
                                Stream.concat(
                                        waiters(3),
                                        IntStream.rangeClosed(11, 14)
                                                .mapToObj(pid -> session(pid)
                                                        .idleFor(minutes(60 - pid))
                                                        .build())))
                        .ends(11, 12),
                when(
                                "a long query beside the waiters is cancelled",
                                critical(),
                                Stream.concat(waiters(3), Stream.of(query(9).build())))
                        .cancels(9),
                when(
                                "R4 ends a stuck transaction and no waiter",
                                healthy(),
                                Stream.concat(waiters(3), Stream.of(stuck(9, minutes(9)))))
                        .ends(9),
                when("CANCEL names a waiter", healthy(), waiters(2))
                        .requesting(cancel(Set.of(), idOf(query(1).build())))
                        .cancels(1),
                when("TERMINATE names a waiter", healthy(), waiters(2))
                        .requesting(terminate(idOf(query(2).build())))
                        .ends(2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void a_rule_ends_no_waiter_whose_end_cannot_help(InventedCase invented) {
        invented.verify();
    }

    private static Stream<Session> waiters(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(pid -> query(pid).waitingForLockOf(0).build());
    }

    private static SessionBuilder query(int pid) {
        return session(pid).activeFor(minutes(20 - pid));
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
