package io.connwarden.actuator.decision.reports;

import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.reports.ReportedCase.that;
import static io.connwarden.actuator.decision.reports.ReportedSessions.HOUR;
import static io.connwarden.actuator.decision.reports.ReportedSessions.MINUTE;
import static io.connwarden.actuator.decision.reports.ReportedSessions.dead;
import static io.connwarden.actuator.decision.reports.ReportedSessions.idle;
import static io.connwarden.actuator.decision.reports.ReportedSessions.named;
import static io.connwarden.actuator.decision.reports.ReportedSessions.open;
import static io.connwarden.actuator.decision.reports.ReportedSessions.query;
import static io.connwarden.actuator.decision.reports.ReportedSessions.waiters;

import io.connwarden.actuator.decision.SessionBuilder;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Backends of other kinds, beside the client backends of a role with REPLICATION. */
class BackendTypeReportsTest {

    static Stream<ReportedCase> situations() {
        return Stream.of(
                that("a walsender streams for 9 h", critical(), walsender(1).build())
                        .leavesAllAlone(),
                that("TERMINATE names a walsender", critical(), walsender(1).build())
                        .terminate(named(1))
                        .leavesAllAlone()
                        .tells("walsender"),
                that(
                                "TERMINATE of a walsender insists",
                                critical(),
                                walsender(1).build())
                        .insist(RuleId.G5, named(1))
                        .leavesAllAlone(),
                that(
                                "a walsender waits for its client",
                                critical(),
                                dead(1, HOUR).backendType("walsender").build())
                        .leavesAllAlone(),
                that(
                                "a walsender, and a client of the same role",
                                critical(),
                                walsender(1).build(),
                                idle(2, HOUR).user("replicator").build())
                        .ends(2),
                that(
                                "60 clients of the role",
                                critical(),
                                IntStream.rangeClosed(1, 60)
                                        .mapToObj(pid -> idle(pid, HOUR - pid)
                                                .user("replicator")
                                                .build()))
                        .endsTheOldestOf(1, 60, 1),
                that(
                                "an idle transaction of the role",
                                healthy(),
                                open(1, HOUR).user("replicator").build())
                        .ends(1),
                that(
                                "a dead client of the role",
                                healthy(),
                                dead(1, HOUR).user("replicator").build())
                        .ends(1),
                that(
                                "TERMINATE names a client of the role",
                                healthy(),
                                idle(1, 1).user("replicator").build())
                        .terminate(named(1))
                        .ends(1),
                that("CLEANUP meets a client of the role", healthy(), idle(1, 3, 20 * MINUTE, pid -> "web"))
                        .and(Stream.of(walsender(9).build()))
                        .requested(new CommandParameters.Cleanup(15, 10))
                        .ends(1),
                that(
                                "a worker of autovacuum",
                                critical(),
                                query(1, HOUR).backendType("autovacuum worker").build())
                        .leavesAllAlone(),
                that(
                                "a parallel worker",
                                critical(),
                                query(1, HOUR).backendType("parallel worker").build())
                        .leavesAllAlone(),
                that(
                                "a worker of logical replication",
                                critical(),
                                query(1, HOUR)
                                        .backendType("logical replication worker")
                                        .build())
                        .leavesAllAlone(),
                that(
                                "a worker of version 18",
                                critical(),
                                query(1, HOUR).backendType("io worker").build())
                        .leavesAllAlone(),
                that(
                                "a worker of an extension",
                                critical(),
                                idle(1, HOUR).backendType("pg_cron launcher").build())
                        .leavesAllAlone(),
                that(
                                "a slot synchronization holds back a query",
                                critical(),
                                open(1, HOUR)
                                        .backendType("slotsync worker")
                                        .blocking(1)
                                        .build())
                        .and(waiters(2, 2, 1))
                        .leavesAllAlone(),
                that(
                                "the type is not visible",
                                critical(),
                                idle(1, HOUR).backendType(null).build())
                        .leavesAllAlone());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void the_type_of_a_backend_decides_whether_it_may_end(ReportedCase reported) {
        reported.verify();
    }

    private static SessionBuilder walsender(int pid) {
        return query(pid, 9 * HOUR).user("replicator").backendType("walsender");
    }
}
