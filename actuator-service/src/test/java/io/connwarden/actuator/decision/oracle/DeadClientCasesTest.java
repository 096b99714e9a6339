package io.connwarden.actuator.decision.oracle;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SessionBuilder.active;
import static io.connwarden.actuator.decision.SessionBuilder.idOf;
import static io.connwarden.actuator.decision.SessionBuilder.session;
import static io.connwarden.actuator.decision.SituationBuilder.cleanupNeeded;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.oracle.InventedCase.cancel;
import static io.connwarden.actuator.decision.oracle.InventedCase.terminate;
import static io.connwarden.actuator.decision.oracle.InventedCase.when;

import io.connwarden.actuator.decision.SessionBuilder;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.contracts.message.CommandParameters;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that died in the middle of an exchange, and queries that ignore a cancel. */
class DeadClientCasesTest {

    static Stream<InventedCase> situations() {
        Session deaf = active(1, minutes(10));
        return Stream.of(
                when(
                                "the client died after Parse, on a healthy server",
                                healthy(),
                                dead(1, 6).build())
                        .ends(1),
                when(
                                "the client died in a fastpath call",
                                healthy(),
                                dead(1, 6).state(SessionState.FASTPATH).build())
                        .ends(1),
                when("twelve dead clients, the youngest three hold back others", critical(), twelveDead())
                        .ends(10, 11, 12, 1, 2),
                when(
                                "a deploy waits behind three dead clients, and readers behind the deploy",
                                critical(),
                                dead(1, 9).blocking(1).build(),
                                dead(2, 8).blocking(1).build(),
                                dead(3, 7).blocking(1).build(),
                                session(4)
                                        .activeFor(minutes(2))
                                        .blocking(2)
                                        .requestingTableLockOf(1, 2, 3)
                                        .build(),
                                session(5)
                                        .activeFor(minutes(1))
                                        .waitingForLockOf(4)
                                        .build(),
                                session(6)
                                        .activeFor(minutes(1))
                                        .waitingForLockOf(4)
                                        .build())
                        .ends(1, 2, 3),
                when(
                                "a failed exchange counts from its last message",
                                healthy(),
                                dead(1, 6).build())
                        .ends(1),
                when(
                                "a failed exchange is exactly 5 min old",
                                healthy(),
                                dead(1, 5).build())
                        .endsNone(),
                when(
                                "a batch program sends a message every 30 s in a transaction of 2 h",
                                healthy(),
                                dead(1, 0)
                                        .stateChange(NOW.minusSeconds(30))
                                        .xactStart(NOW.minus(minutes(120)))
                                        .build())
                        .endsNone(),
                when(
                                "COPY FROM STDIN waits for its data",
                                critical(),
                                dead(1, 60).maintenance().build())
                        .endsNone(),
                when(
                                "COPY FROM STDIN waits for its data, and the policy allows the end of maintenance",
                                critical(),
                                dead(1, 60).maintenance().build())
                        .by("reclaim-maintenance=true")
                        .cancels(1),
                when(
                                "COPY FROM STDIN waits for its data on a healthy server, also if the policy allows its"
                                        + " end",
                                healthy(),
                                dead(1, 60).maintenance().build())
                        .by("reclaim-maintenance=true")
                        .endsNone(),
                when("a query continues after a cancel", critical().cancelledWithoutEffect(deaf), deaf)
                        .ends(1)
                        .tells("a cancel had no effect"),
                when(
                                "a session runs another query than the one that ignored a cancel",
                                critical().cancelledWithoutEffect(active(1, minutes(20))),
                                deaf)
                        .cancels(1),
                when("CANCEL names a dead client", healthy(), dead(1, 6).build())
                        .requesting(cancel(Set.of(), idOf(dead(1, 6).build())))
                        .endsNone()
                        .tells("TERMINATE"),
                when(
                                "TERMINATE names a client that is silent for 1 min",
                                healthy(),
                                dead(1, 1).build())
                        .requesting(terminate(idOf(dead(1, 1).build())))
                        .ends(1),
                when(
                                "a failed transaction waits for its ROLLBACK",
                                healthy(),
                                session(1)
                                        .stuckFor(minutes(6), minutes(6))
                                        .state(SessionState.IDLE_IN_TRANSACTION_ABORTED)
                                        .build())
                        .ends(1),
                when(
                                "one of two dead clients holds an advisory lock",
                                healthy(),
                                dead(1, 9).holdingAdvisoryLock().build(),
                                dead(2, 8).build())
                        .ends(2),
                when(
                                "zombies ask for R2, and the only old session is a dead client",
                                cleanupNeeded(11),
                                dead(1, 6).build())
                        .ends(1),
                when("AUTO finds a dead client", healthy(), dead(1, 6).build())
                        .requesting(new CommandParameters.Auto())
                        .ends(1),
                when(
                                "the clock of the server stepped 2 min ago, so that the dead client seems old",
                                healthy().clockStepped(minutes(2)),
                                dead(1, 60).build())
                        .endsNone());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void a_transaction_that_waits_for_its_client_is_stuck_in_every_state(InventedCase invented) {
        invented.verify();
    }

    private static SessionBuilder dead(int pid, int minutes) {
        return session(pid).activeFor(minutes(minutes)).waitingForClient();
    }

    private static Stream<Session> twelveDead() {
        return IntStream.rangeClosed(1, 12)
                .mapToObj(pid -> dead(pid, 60 - pid).blocking(pid >= 10 ? 1 : 0).build());
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
