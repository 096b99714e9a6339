package io.connwarden.actuator.decision.reports;

import static io.connwarden.actuator.decision.SituationBuilder.cleanupNeeded;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.reports.ReportedCase.that;
import static io.connwarden.actuator.decision.reports.ReportedSessions.HOUR;
import static io.connwarden.actuator.decision.reports.ReportedSessions.MINUTE;
import static io.connwarden.actuator.decision.reports.ReportedSessions.dead;
import static io.connwarden.actuator.decision.reports.ReportedSessions.idle;
import static io.connwarden.actuator.decision.reports.ReportedSessions.named;
import static io.connwarden.actuator.decision.reports.ReportedSessions.queries;
import static io.connwarden.actuator.decision.reports.ReportedSessions.query;
import static io.connwarden.actuator.decision.reports.ReportedSessions.waiters;

import io.connwarden.contracts.message.CommandParameters;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries that wait for an orphaned prepared transaction, which has no session. */
class PreparedTransactionReportsTest {

    static Stream<ReportedCase> situations() {
        return Stream.of(
                that("three writers wait for it", critical(), waiters(1, 3, 0))
                        .leavesAllAlone()
                        .tells("prepared transaction", "ROLLBACK PREPARED"),
                that("thirty writers wait for it", critical(), waiters(1, 30, 0))
                        .leavesAllAlone(),
                that("they wait on a healthy server", healthy(), waiters(1, 3, 0))
                        .leavesAllAlone(),
                that("EMERGENCY meets them", critical(), waiters(1, 3, 0))
                        .requested(new CommandParameters.Emergency())
                        .leavesAllAlone(),
                that("AUTO meets them", critical(), waiters(1, 3, 0))
                        .requested(new CommandParameters.Auto())
                        .leavesAllAlone(),
                that(
                                "a writer waits for it and for a dead client",
                                critical(),
                                dead(9, HOUR).blocking(1).build())
                        .and(waiters(1, 1, 0, 9))
                        .ends(9),
                that("a chain behind it", critical(), waiters(1, 1, 0))
                        .and(waiters(2, 2, 1))
                        .and(waiters(3, 3, 2))
                        .leavesAllAlone(),
                that("idle sessions beside the writers", critical(), waiters(1, 3, 0))
                        .and(idle(11, 20, 20 * MINUTE, pid -> "web"))
                        .endsSomeOf(11, 20, 1)
                        .endsNoneOf(1, 3),
                that(
                                "a cancel of a writer had no effect",
                                critical()
                                        .cancelledWithoutEffect(
                                                waiters(1, 1, 0).findAny().orElseThrow()),
                                waiters(1, 1, 0))
                        .leavesAllAlone(),
                that(
                                "an ALTER waits for it, and readers wait for the ALTER and for it",
                                critical(),
                                query(1, 5 * MINUTE)
                                        .requestingTableLockOf(0)
                                        .blocking(3)
                                        .build())
                        .and(waiters(2, 4, 1, 0))
                        .leavesAllAlone(),
                that("a person cancels a writer", healthy(), waiters(1, 3, 0))
                        .cancel(named(2))
                        .cancels(2),
                that("a person ends a writer", healthy(), waiters(1, 3, 0))
                        .terminate(named(2))
                        .ends(2),
                that("a query that waits for nothing beside the writers", critical(), waiters(1, 3, 0))
                        .and(queries(9, 9, HOUR))
                        .cancels(9),
                that("zombies elsewhere", cleanupNeeded(12), waiters(1, 3, 0)).leavesAllAlone());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void no_rule_ends_a_query_whose_end_frees_nothing(ReportedCase reported) {
        reported.verify();
    }
}
