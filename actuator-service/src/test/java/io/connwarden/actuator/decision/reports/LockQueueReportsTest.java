package io.connwarden.actuator.decision.reports;

import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.reports.ReportedCase.that;
import static io.connwarden.actuator.decision.reports.ReportedSessions.HOUR;
import static io.connwarden.actuator.decision.reports.ReportedSessions.MINUTE;
import static io.connwarden.actuator.decision.reports.ReportedSessions.dead;
import static io.connwarden.actuator.decision.reports.ReportedSessions.named;
import static io.connwarden.actuator.decision.reports.ReportedSessions.open;
import static io.connwarden.actuator.decision.reports.ReportedSessions.queries;
import static io.connwarden.actuator.decision.reports.ReportedSessions.query;
import static io.connwarden.actuator.decision.reports.ReportedSessions.waiters;

import io.connwarden.actuator.decision.situation.SessionState;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers in lock trouble. */
class LockQueueReportsTest {

    static Stream<ReportedCase> situations() {
        return Stream.of(
                that(
                                "ten queries wait for an idle transaction",
                                critical(),
                                open(99, 6 * MINUTE).blocking(10).build())
                        .and(waiters(1, 10, 99))
                        .ends(99),
                that(
                                "ten queries wait for a report",
                                critical(),
                                query(99, 40).blocking(10).build())
                        .and(waiters(1, 10, 99))
                        .cancels(99),
                that(
                                "the report ahead is young",
                                critical(),
                                query(99, 5).blocking(10).build())
                        .and(waiters(1, 10, 99))
                        .leavesAllAlone(),
                that(
                                "an ALTER waits for a young transaction, and readers wait for the ALTER",
                                critical(),
                                open(99, 2).blocking(1).build(),
                                query(98, 3 * MINUTE)
                                        .requestingTableLockOf(99)
                                        .blocking(10)
                                        .build())
                        .and(waiters(1, 10, 98))
                        .cancels(98),
                that(
                                "an index is built concurrently, and writers wait for it",
                                critical(),
                                query(99, HOUR).maintenance().blocking(5).build())
                        .and(waiters(1, 5, 99))
                        .leavesAllAlone(),
                that(
                                "a VACUUM runs for an hour",
                                critical(),
                                query(99, HOUR).maintenance().build())
                        .leavesAllAlone(),
                that(
                                "a COPY waits for the data of its client",
                                critical(),
                                dead(99, HOUR).maintenance().build())
                        .leavesAllAlone(),
                that(
                                "maintenance may be ended by configuration",
                                critical(),
                                query(99, HOUR).maintenance().build())
                        .with("reclaim-maintenance=true")
                        .cancels(99),
                that("a chain of four", critical(), query(4, HOUR).blocking(1).build())
                        .and(waiters(3, 3, 4))
                        .and(waiters(2, 2, 3))
                        .and(waiters(1, 1, 2))
                        .cancels(4),
                that(
                                "two heads",
                                critical(),
                                query(98, HOUR).blocking(1).build(),
                                query(99, MINUTE).blocking(3).build())
                        .and(waiters(1, 1, 98))
                        .and(waiters(2, 4, 99))
                        .cancels(98, 99)
                        .signalsFirst(99),
                that("two queries wait for each other", critical(), waiters(1, 1, 2))
                        .and(waiters(2, 2, 1))
                        .leavesAllAlone(),
                that("three queries wait in a circle, and others wait for them", critical(), waiters(1, 1, 2))
                        .and(waiters(2, 2, 3))
                        .and(waiters(3, 3, 1))
                        .and(waiters(4, 9, 1))
                        .leavesAllAlone(),
                that(
                                "the head is a superuser",
                                critical(),
                                open(99, HOUR).superuser().blocking(4).build())
                        .and(waiters(1, 4, 99))
                        .leavesAllAlone(),
                that(
                                "the head is not visible",
                                critical(),
                                open(99, HOUR)
                                        .state(SessionState.UNKNOWN)
                                        .blocking(4)
                                        .build())
                        .and(waiters(1, 4, 99))
                        .leavesAllAlone(),
                that("the head is no session of the list", critical(), waiters(1, 4, 777))
                        .leavesAllAlone()
                        .tells("777"),
                that(
                                "the hour of cancels is used up",
                                critical().cancelsLastHour(100),
                                query(99, HOUR).blocking(4).build())
                        .and(waiters(1, 4, 99))
                        .leavesAllAlone()
                        .tells("G4"),
                that("two cancels of the hour are left", critical().cancelsLastHour(98), queries(1, 9, HOUR))
                        .cancels(1, 2),
                that(
                                "the hour of cancels does not limit terminations",
                                critical().cancelsLastHour(100),
                                open(99, HOUR).blocking(4).build())
                        .and(waiters(1, 4, 99))
                        .ends(99),
                that(
                                "the hour of terminations does not limit cancels",
                                critical().terminationsLastHour(200),
                                queries(1, 1, HOUR))
                        .cancels(1),
                that(
                                "a query in the middle of a queue is long",
                                critical(),
                                query(9, 35).blocking(1).build(),
                                query(5, HOUR).waitingForLockOf(9).blocking(1).build())
                        .and(waiters(1, 1, 5))
                        .cancels(9),
                that(
                                "on a healthy server nothing is cancelled",
                                healthy(),
                                query(99, HOUR).blocking(4).build())
                        .and(waiters(1, 4, 99))
                        .leavesAllAlone(),
                that(
                                "a person cancels a waiter",
                                healthy(),
                                query(99, HOUR).blocking(4).build())
                        .and(waiters(1, 4, 99))
                        .cancel(named(2))
                        .cancels(2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void the_head_of_a_queue_is_the_candidate_and_no_mere_waiter(ReportedCase reported) {
        reported.verify();
    }
}
