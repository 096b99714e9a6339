package io.connwarden.actuator.decision.reports;

import static io.connwarden.actuator.decision.SituationBuilder.cleanupNeeded;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.reports.ReportedCase.that;
import static io.connwarden.actuator.decision.reports.ReportedSessions.HOUR;
import static io.connwarden.actuator.decision.reports.ReportedSessions.MINUTE;
import static io.connwarden.actuator.decision.reports.ReportedSessions.dead;
import static io.connwarden.actuator.decision.reports.ReportedSessions.idle;

import io.connwarden.contracts.message.CommandParameters;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers on which nearly every session has an application name of its own. */
class UniqueNameReportsTest {

    static Stream<ReportedCase> situations() {
        return Stream.of(
                that(
                                "54 names of host, port and pid",
                                critical(),
                                idle(1, 54, 20 * MINUTE, UniqueNameReportsTest::hostPortPid))
                        .endsTheOldestOf(1, 54, 1),
                that("EMERGENCY on 54 names", critical(), idle(1, 54, 20 * MINUTE, UniqueNameReportsTest::hostPortPid))
                        .requested(new CommandParameters.Emergency())
                        .endsTheOldestOf(1, 54, 1),
                that("CLEANUP on 54 names", healthy(), idle(1, 54, 20 * MINUTE, UniqueNameReportsTest::hostPortPid))
                        .requested(new CommandParameters.Cleanup(15, 10))
                        .endsTheOldestOf(1, 54, 1),
                that(
                                "zombies with 54 names",
                                cleanupNeeded(54),
                                idle(1, 54, 20 * MINUTE, UniqueNameReportsTest::hostPortPid))
                        .endsTheOldestOf(1, 54, 1),
                that(
                                "a UUID as name",
                                critical(),
                                idle(1, 40, 20 * MINUTE, pid -> new UUID(pid * 77L, pid * 131L).toString()))
                        .endsTheOldestOf(1, 40, 1),
                that(
                                "a name of a Kubernetes pod",
                                critical(),
                                idle(1, 30, 20 * MINUTE, pid -> "api-6f9c" + pid + "-x" + pid * 7))
                        .endsTheOldestOf(1, 30, 1),
                that(
                                "two users with 27 names each",
                                critical(),
                                IntStream.rangeClosed(1, 54)
                                        .mapToObj(pid -> idle(pid, HOUR - pid)
                                                .application(hostPortPid(pid))
                                                .user(pid % 2 == 0 ? "shop" : "crew")
                                                .build()))
                        .endsTheOldestOf(1, 54, 2),
                that(
                                "every session has its own name, user and database",
                                critical(),
                                IntStream.rangeClosed(1, 10)
                                        .mapToObj(pid -> idle(pid, HOUR - pid)
                                                .application("a" + pid)
                                                .user("u" + pid)
                                                .database("d" + pid)
                                                .build()))
                        .endsTheOldestOf(1, 10, 0)
                        .tells("G6"),
                that(
                                "the same sessions on a server that is not full",
                                healthy(),
                                IntStream.rangeClosed(1, 10)
                                        .mapToObj(pid -> idle(pid, HOUR - pid)
                                                .application("a" + pid)
                                                .user("u" + pid)
                                                .build()))
                        .leavesAllAlone(),
                that(
                                "CLEANUP on a server that is not full keeps the warm sessions",
                                healthy(),
                                IntStream.rangeClosed(1, 10)
                                        .mapToObj(pid -> idle(pid, HOUR - pid)
                                                .application("a" + pid)
                                                .user("u" + pid)
                                                .build()))
                        .requested(new CommandParameters.Cleanup(1, 100))
                        .leavesAllAlone(),
                that("one name for 54 sessions", critical(), idle(1, 54, 20 * MINUTE, pid -> "web"))
                        .endsTheOldestOf(1, 54, 1),
                that(
                                "53 names and a plain one",
                                critical(),
                                idle(1, 54, 20 * MINUTE, pid -> pid == 9 ? "web" : hostPortPid(pid)))
                        .endsSomeOf(1, 54, 1),
                that("no session has a name", critical(), idle(1, 54, 20 * MINUTE, pid -> ""))
                        .endsTheOldestOf(1, 54, 1),
                that(
                                "27 names beside a pool of 27",
                                critical(),
                                idle(1, 54, 20 * MINUTE, pid -> pid > 27 ? "web" : hostPortPid(pid)))
                        .endsTheOldestOf(1, 54, 1),
                that(
                                "all sessions are of superusers",
                                critical(),
                                IntStream.rangeClosed(1, 20)
                                        .mapToObj(pid -> idle(pid, HOUR)
                                                .application(hostPortPid(pid))
                                                .superuser()
                                                .build()))
                        .leavesAllAlone()
                        .tells("G5"),
                that(
                                "every session was used 10 s ago",
                                critical(),
                                IntStream.rangeClosed(1, 20)
                                        .mapToObj(pid -> idle(pid, 10)
                                                .application(hostPortPid(pid))
                                                .build()))
                        .leavesAllAlone(),
                that(
                                "the oldest of two sessions is a listener",
                                critical(),
                                idle(1, HOUR).application("a1").listening().build(),
                                idle(2, HOUR - 1).application("a2").build())
                        .ends(2),
                that(
                                "one session of each of three names, and a limit of one",
                                critical(),
                                idle(1, 3, 20 * MINUTE, pid -> "service " + "abc".charAt(pid - 1)))
                        .with("emergency.max-idle-terminations=1", "emergency.next-step.max-idle-terminations=1")
                        .ends(1),
                that(
                                "the dead client goes, so the warm sessions stay",
                                critical(),
                                idle(1, 2, 20 * MINUTE, pid -> "service " + pid))
                        .and(Stream.of(dead(9, HOUR).build()))
                        .ends(9));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void names_protect_no_server_from_relief(ReportedCase reported) {
        reported.verify();
    }

    private static String hostPortPid(int pid) {
        return "10.4.0." + pid % 9 + ":" + (50_000 + pid * 3) + " [" + (7_000 + pid * 11) + "]";
    }
}
