package io.connwarden.actuator.decision.reports;

import static io.connwarden.actuator.decision.SituationBuilder.cleanupNeeded;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.SituationBuilder.warning;
import static io.connwarden.actuator.decision.reports.ReportedCase.that;
import static io.connwarden.actuator.decision.reports.ReportedSessions.HOUR;
import static io.connwarden.actuator.decision.reports.ReportedSessions.MINUTE;
import static io.connwarden.actuator.decision.reports.ReportedSessions.dead;
import static io.connwarden.actuator.decision.reports.ReportedSessions.idle;
import static io.connwarden.actuator.decision.reports.ReportedSessions.named;
import static io.connwarden.actuator.decision.reports.ReportedSessions.open;
import static io.connwarden.actuator.decision.reports.ReportedSessions.query;
import static io.connwarden.actuator.decision.reports.ReportedSessions.waiters;

import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.contracts.message.CommandParameters;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Open transactions after the death of their client in the middle of an exchange. */
class DeadClientReportsTest {

    static Stream<ReportedCase> situations() {
        return Stream.of(
                that("a client died 6 min ago", healthy(), dead(1, 6 * MINUTE).build())
                        .ends(1),
                that(
                                "a client sent its last message 4 min 59 s ago",
                                healthy(),
                                dead(1, 299).build())
                        .leavesAllAlone(),
                that(
                                "an exchange without a transaction",
                                healthy(),
                                dead(1, HOUR).xactStart(null).build())
                        .leavesAllAlone(),
                that(
                                "a query sends its result for an hour",
                                healthy(),
                                query(1, HOUR).build())
                        .leavesAllAlone(),
                that(
                                "a query computes for an hour on a full server",
                                critical(),
                                query(1, HOUR).build())
                        .cancels(1),
                that(
                                "a failed transaction waits for 10 min",
                                healthy(),
                                open(1, 10 * MINUTE)
                                        .state(SessionState.IDLE_IN_TRANSACTION_ABORTED)
                                        .build())
                        .ends(1),
                that(
                                "the younger of two transactions holds back three sessions",
                                healthy(),
                                open(1, 20 * MINUTE).build(),
                                dead(2, 10 * MINUTE).blocking(3).build())
                        .ends(1, 2)
                        .signalsFirst(2),
                that(
                                "an ALTER waits for a dead client",
                                critical(),
                                dead(1, 6 * MINUTE).blocking(1).build(),
                                query(2, 5 * MINUTE).requestingTableLockOf(1).build())
                        .ends(1),
                that(
                                "three dead clients, an ALTER behind them, and readers behind the ALTER",
                                critical(),
                                dead(1, 8 * MINUTE).blocking(1).build(),
                                dead(2, 7 * MINUTE).blocking(1).build(),
                                dead(3, 6 * MINUTE).blocking(1).build(),
                                query(4, 5 * MINUTE)
                                        .requestingTableLockOf(1, 2, 3)
                                        .blocking(4)
                                        .build())
                        .and(waiters(5, 8, 4))
                        .ends(1, 2, 3),
                that("CANCEL names a dead client", healthy(), dead(1, HOUR).build())
                        .cancel(named(1))
                        .leavesAllAlone()
                        .tells("TERMINATE"),
                that(
                                "CANCEL names an idle transaction",
                                healthy(),
                                open(1, HOUR).build())
                        .cancel(named(1))
                        .leavesAllAlone()
                        .tells("TERMINATE"),
                that("CANCEL names an idle session", healthy(), idle(1, HOUR).build())
                        .cancel(named(1))
                        .leavesAllAlone(),
                that(
                                "TERMINATE names a client that died 10 s ago",
                                healthy(),
                                dead(1, 10).build())
                        .terminate(named(1))
                        .ends(1),
                that(
                                "a cancel had no effect on the query",
                                critical()
                                        .cancelledWithoutEffect(
                                                query(1, 20 * MINUTE).build()),
                                query(1, 20 * MINUTE).build())
                        .ends(1),
                that(
                                "a cancel had no effect on a client that waits now",
                                critical()
                                        .cancelledWithoutEffect(
                                                dead(1, 20 * MINUTE).build()),
                                dead(1, 20 * MINUTE).build())
                        .ends(1),
                that(
                                "the server does not track activities",
                                critical(),
                                dead(1, HOUR).state(SessionState.DISABLED).build())
                        .leavesAllAlone(),
                that(
                                "the state is not visible",
                                critical(),
                                dead(1, HOUR).state(SessionState.UNKNOWN).build())
                        .leavesAllAlone(),
                that(
                                "a function call of the fast path waits",
                                healthy(),
                                dead(1, HOUR).state(SessionState.FASTPATH).build())
                        .ends(1),
                that("zombies elsewhere", cleanupNeeded(12), dead(1, 6 * MINUTE).build())
                        .ends(1),
                that("the server is busy", warning(), dead(1, 6 * MINUTE).build())
                        .ends(1),
                that(
                                "EMERGENCY meets a dead client",
                                healthy(),
                                dead(1, 6 * MINUTE).build())
                        .requested(new CommandParameters.Emergency())
                        .ends(1),
                that(
                                "twelve dead clients on a full server",
                                critical(),
                                IntStream.rangeClosed(1, 12)
                                        .mapToObj(pid -> dead(pid, HOUR - pid).build()))
                        .endsTheOldestOf(1, 12, 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void a_transaction_that_waits_for_its_client_is_stuck_whatever_its_state(ReportedCase reported) {
        reported.verify();
    }
}
