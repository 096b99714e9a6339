package io.connwarden.actuator.decision.oracle;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.idOf;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.oracle.InventedCase.cancel;
import static io.connwarden.actuator.decision.oracle.InventedCase.when;

import io.connwarden.actuator.decision.SessionBuilder;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.UnreclaimedSession;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.SessionOutcome;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers in lock trouble: queues, their heads, and maintenance commands. */
class LockTroubleCasesTest {

    static Stream<InventedCase> situations() {
        return Stream.of(
                when(
                                "readers wait for an ALTER that waits for a stuck transaction",
                                critical(),
                                queueBehind(stuck(9).blocking(1).build()))
                        .ends(9),
                when(
                                "readers wait for an ALTER that waits for a report",
                                critical(),
                                queueBehind(query(9).blocking(1).build()))
                        .cancels(1),
                when(
                                "EMERGENCY meets an ALTER that waits for a report",
                                critical(),
                                queueBehind(query(9).blocking(1).build()))
                        .requesting(new CommandParameters.Emergency())
                        .cancels(1),
                when(
                                "writers wait for the report and for the ALTER behind it",
                                critical(),
                                query(9).blocking(2).build(),
                                query(1).requestingTableLockOf(9).blocking(1).build(),
                                query(2).waitingForLockOf(9, 1).build())
                        .cancels(9),
                when(
                                "updates of one row wait in a chain",
                                critical(),
                                query(1).blocking(1).build(),
                                query(2).waitingForLockOf(1).blocking(1).build(),
                                query(3).waitingForLockOf(2).build())
                        .cancels(1),
                when(
                                "a dump holds the lock",
                                critical(),
                                query(9).backup().blocking(1).build(),
                                query(1).waitingForLockOf(9).build())
                        .endsNone()
                        .tells("pid 9"),
                when(
                                "an autovacuum worker, which is no client, holds the lock",
                                critical(),
                                query(1).waitingForLockOf(999).build())
                        .endsNone()
                        .tells("pid 999"),
                when(
                                "the holder of the lock is in transaction for 20 s only",
                                critical(),
                                session(9)
                                        .stuckFor(seconds(20), seconds(20))
                                        .blocking(1)
                                        .build(),
                                query(1).waitingForLockOf(9).build())
                        .endsNone(),
                when(
                                "the blockers of a waiter are unknown",
                                critical(),
                                query(1).waitingForLockOf().build())
                        .endsNone(),
                when(
                                "the stuck holder does not react, so the ALTER behind it gives way",
                                critical()
                                        .unreclaimed(new UnreclaimedSession(
                                                idOf(stuck(9).build()),
                                                SignalKind.TERMINATE,
                                                SessionOutcome.UNRESPONSIVE,
                                                1,
                                                NOW.minusSeconds(20))),
                                queueBehind(stuck(9).blocking(1).build()))
                        .cancels(1),
                when(
                                "the waiting ALTER is protected, so the report ahead of it is the head",
                                critical(),
                                query(9).blocking(1).build(),
                                query(1).listening()
                                        .requestingTableLockOf(9)
                                        .blocking(1)
                                        .build(),
                                query(2).waitingForLockOf(1).build())
                        .cancels(9),
                when(
                                "no termination of the hour is left, so the ALTER behind the stuck holder gives way",
                                critical().terminationsLastHour(200),
                                queueBehind(stuck(9).blocking(1).build()))
                        .cancels(1),
                when(
                                "the waiting request is an index build, so the report ahead of it is the head",
                                critical(),
                                query(9).blocking(1).build(),
                                query(1).maintenance()
                                        .requestingTableLockOf(9)
                                        .blocking(1)
                                        .build(),
                                query(2).waitingForLockOf(1).build())
                        .cancels(9),
                when(
                                "the waiting ALTER ignored a cancel and is set aside, so the report is the head",
                                critical()
                                        .unreclaimed(new UnreclaimedSession(
                                                idOf(query(1).build()),
                                                SignalKind.TERMINATE,
                                                SessionOutcome.UNRESPONSIVE,
                                                1,
                                                NOW.minusSeconds(20))),
                                queueBehind(query(9).blocking(1).build()))
                        .cancels(9),
                when(
                                "two queues have a head each",
                                critical(),
                                query(1).blocking(1).build(),
                                query(2).waitingForLockOf(1).build(),
                                query(3).blocking(1).build(),
                                query(4).waitingForLockOf(3).build())
                        .cancels(1, 3),
                when(
                                "a limit of one query goes to the head, which is the youngest",
                                critical(),
                                query(1).build(),
                                query(2).build(),
                                query(8).blocking(1).build(),
                                query(3).waitingForLockOf(8).build())
                        .by("emergency.max-cancels=1")
                        .cancels(8),
                when(
                                "an index is built, a table is vacuumed and a dump is loaded",
                                critical(),
                                query(1).maintenance().build(),
                                query(2).maintenance().build(),
                                query(3).maintenance().build())
                        .endsNone(),
                when(
                                "the policy allows the end of maintenance",
                                critical(),
                                query(1).maintenance().build())
                        .by("reclaim-maintenance=true")
                        .cancels(1),
                when(
                                "CANCEL names a maintenance command",
                                healthy(),
                                query(1).maintenance().build())
                        .requesting(cancel(Set.of(), idOf(query(1).build())))
                        .cancels(1),
                when("97 of 100 cancels of the hour are used", critical().cancelsLastHour(97), queries(9))
                        .cancels(1, 2, 3),
                when(
                                "all cancels of the hour are used, and idle sessions end",
                                critical().cancelsLastHour(100),
                                Stream.concat(
                                        queries(9),
                                        IntStream.rangeClosed(11, 14)
                                                .mapToObj(pid -> session(pid)
                                                        .idleFor(minutes(60 - pid))
                                                        .build())))
                        .ends(11, 12),
                when("twelve long queries that block nothing", critical(), queries(12))
                        .cancels(1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
                when(
                                "CANCEL names a mere waiter",
                                healthy(),
                                queueBehind(query(9).blocking(1).build()))
                        .requesting(cancel(Set.of(), idOf(query(2).build())))
                        .cancels(2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void the_head_of_a_queue_is_signalled_and_no_query_behind_it(InventedCase invented) {
        invented.verify();
    }

    /** An ALTER waits for the holder with pid 9, and two readers wait for the ALTER. */
    private static Stream<Session> queueBehind(Session holder) {
        return Stream.of(
                holder,
                query(1).requestingTableLockOf(9).blocking(2).build(),
                query(2).waitingForLockOf(1).build(),
                query(3).waitingForLockOf(1).build());
    }

    private static Stream<Session> queries(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(pid -> query(pid).build());
    }

    private static SessionBuilder query(int pid) {
        return session(pid).activeFor(minutes(30 - pid));
    }

    private static SessionBuilder stuck(int pid) {
        return session(pid).stuckFor(minutes(40), minutes(40));
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
