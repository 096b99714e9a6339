package io.connwarden.actuator.decision.reports;

import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.reports.ReportedCase.that;
import static io.connwarden.actuator.decision.reports.ReportedSessions.HOUR;
import static io.connwarden.actuator.decision.reports.ReportedSessions.idle;
import static io.connwarden.actuator.decision.reports.ReportedSessions.open;
import static io.connwarden.actuator.decision.reports.ReportedSessions.query;

import io.connwarden.actuator.decision.SituationBuilder;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.ConnectionLimit.Scope;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Roles and databases at their CONNECTION LIMIT on a server with free slots. */
class ConnectionLimitReportsTest {

    static Stream<ReportedCase> situations() {
        return Stream.of(
                that("a role has all its 20 connections", role("crew", 20, 20), crew(1, 20, HOUR))
                        .endsSomeOf(1, 20, 1),
                that("a database has all its 20 connections", database(20, 20), crew(1, 20, HOUR))
                        .endsSomeOf(1, 20, 1),
                that("three quarters of a limit are used", role("crew", 15, 20), crew(1, 15, HOUR))
                        .leavesAllAlone(),
                that("no role has a limit", healthy(), crew(1, 20, HOUR)).leavesAllAlone(),
                that("another role has older sessions", role("crew", 20, 20), crew(1, 20, HOUR))
                        .and(idle(101, 110, 9 * HOUR, pid -> "web"))
                        .endsSomeOf(1, 20, 1)
                        .endsNoneOf(101, 110),
                that(
                                "the role has sessions of two databases, one of them at its limit",
                                database(10, 10),
                                crew(1, 10, HOUR))
                        .and(IntStream.rangeClosed(101, 110)
                                .mapToObj(pid -> idle(pid, 9 * HOUR)
                                        .user("crew")
                                        .database("archive")
                                        .build()))
                        .endsSomeOf(1, 10, 1)
                        .endsNoneOf(101, 110),
                that(
                                "all connections of the role run queries",
                                role("crew", 20, 20),
                                IntStream.rangeClosed(1, 20)
                                        .mapToObj(pid ->
                                                query(pid, 20).user("crew").build()))
                        .leavesAllAlone(),
                that(
                                "a transaction under the limit is stuck",
                                role("crew", 2, 20),
                                open(1, HOUR).user("crew").build(),
                                query(2, 1).user("crew").build())
                        .ends(1),
                that("the limit was lowered below the sessions", role("crew", 30, 20), crew(1, 30, HOUR))
                        .endsSomeOf(1, 30, 1),
                that(
                                "each session under the limit has its own name",
                                role("crew", 20, 20),
                                IntStream.rangeClosed(1, 20)
                                        .mapToObj(pid -> idle(pid, HOUR)
                                                .user("crew")
                                                .application("w" + pid * 13)
                                                .build()))
                        .endsSomeOf(1, 20, 1),
                that(
                                "each name under the limit keeps its warm sessions otherwise",
                                role("crew", 4, 4),
                                IntStream.rangeClosed(1, 4)
                                        .mapToObj(pid -> idle(pid, HOUR - pid)
                                                .user("crew")
                                                .application("svc " + "abcd".charAt(pid - 1))
                                                .build()))
                        .endsSomeOf(1, 4, 1)
                        .tells("G6"),
                that("every session under the limit was used 10 s ago", role("crew", 20, 20), crew(1, 20, 10))
                        .leavesAllAlone(),
                that(
                                "listeners have all connections",
                                role("crew", 4, 4),
                                IntStream.rangeClosed(1, 4)
                                        .mapToObj(pid -> idle(pid, HOUR)
                                                .user("crew")
                                                .listening()
                                                .build()))
                        .leavesAllAlone(),
                that(
                                "superusers have most connections of a database",
                                database(10, 10),
                                IntStream.rangeClosed(1, 10)
                                        .mapToObj(pid -> pid > 8
                                                ? idle(pid, HOUR).user("crew").build()
                                                : idle(pid, 9 * HOUR)
                                                        .user("postgres")
                                                        .superuser()
                                                        .build()))
                        .endsSomeOf(9, 10, 0)
                        .endsNoneOf(1, 8),
                that(
                                "two roles are at their limits",
                                healthy()
                                        .limits(
                                                ConnectionLimit.of(Scope.ROLE, "crew", 10, 10),
                                                ConnectionLimit.of(Scope.ROLE, "shop", 10, 10)),
                                crew(1, 10, HOUR))
                        .and(idle(101, 110, HOUR, pid -> "web"))
                        .endsSomeOf(1, 110, 100),
                that(
                                "server and role are full",
                                critical().limits(ConnectionLimit.of(Scope.ROLE, "crew", 10, 10)),
                                crew(1, 10, HOUR))
                        .endsSomeOf(1, 10, 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void relief_comes_from_the_sessions_under_the_limit(ReportedCase reported) {
        reported.verify();
    }

    private static SituationBuilder role(String name, int sessions, int limit) {
        return healthy().limits(ConnectionLimit.of(Scope.ROLE, name, sessions, limit));
    }

    private static SituationBuilder database(int sessions, int limit) {
        return healthy().limits(ConnectionLimit.of(Scope.DATABASE, "orders", sessions, limit));
    }

    private static Stream<Session> crew(int first, int last, int seconds) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(pid -> idle(pid, seconds + last - pid).user("crew").build());
    }
}
