package io.connwarden.actuator.decision.reports;

import static io.connwarden.actuator.decision.SituationBuilder.cleanupNeeded;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.SituationBuilder.warning;
import static io.connwarden.actuator.decision.reports.ReportedCase.that;
import static io.connwarden.actuator.decision.reports.ReportedSessions.HOUR;
import static io.connwarden.actuator.decision.reports.ReportedSessions.idle;
import static io.connwarden.actuator.decision.reports.ReportedSessions.named;

import io.connwarden.actuator.decision.SessionBuilder;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sessions that LISTEN, whatever their last statement is. */
class ListenerReportsTest {

    static Stream<ReportedCase> situations() {
        return Stream.of(
                that(
                                "a listener of 9 h is the oldest session",
                                critical(),
                                listener(1).build(),
                                idle(2, HOUR).build())
                        .ends(2),
                that(
                                "a full server has listeners only",
                                critical(),
                                listener(1).build(),
                                listener(2).build())
                        .leavesAllAlone()
                        .tells("G5"),
                that(
                                "PostgREST runs a COMMIT",
                                critical(),
                                idle(1, HOUR).application("PostgREST 12.0").build())
                        .leavesAllAlone(),
                that(
                                "GoodJob runs a version query",
                                critical(),
                                idle(1, HOUR).application("GoodJob(Notifier)").build())
                        .leavesAllAlone(),
                that(
                                "Graphile Worker runs a keepalive",
                                critical(),
                                idle(1, HOUR).application("graphile-worker").build())
                        .leavesAllAlone(),
                that(
                                "Oban has its usual name",
                                critical(),
                                idle(1, HOUR).application("Oban").build())
                        .leavesAllAlone(),
                that(
                                "Debezium streams",
                                critical(),
                                idle(1, HOUR).application("Debezium Streaming").build())
                        .leavesAllAlone(),
                that(
                                "a name in capitals",
                                critical(),
                                idle(1, HOUR).application("POSTGREST").build())
                        .leavesAllAlone(),
                that(
                                "a name that only contains a known one",
                                critical(),
                                idle(1, HOUR).application("after-oban").build())
                        .with("survivors-per-application=0")
                        .ends(1),
                that(
                                "a configured name",
                                critical(),
                                idle(1, HOUR).application("feed-7").build())
                        .with("listeners=feed-*")
                        .leavesAllAlone(),
                that(
                                "a configured name leaves the known ones in force",
                                critical(),
                                idle(1, HOUR).application("GoodJob").build())
                        .with("listeners=feed-*")
                        .leavesAllAlone(),
                that(
                                "zombie cleanup meets a listener",
                                cleanupNeeded(12),
                                listener(1).build())
                        .leavesAllAlone(),
                that("gentle cleanup meets a listener", warning(), listener(1).build())
                        .leavesAllAlone(),
                that("CLEANUP meets a listener", healthy(), listener(1).build())
                        .requested(new CommandParameters.Cleanup(1, 9))
                        .leavesAllAlone(),
                that("EMERGENCY meets a listener", critical(), listener(1).build())
                        .requested(new CommandParameters.Emergency())
                        .leavesAllAlone(),
                that("TERMINATE names a listener", healthy(), listener(1).build())
                        .terminate(named(1))
                        .leavesAllAlone()
                        .tells("override"),
                that("TERMINATE insists on a listener", healthy(), listener(1).build())
                        .insist(RuleId.G5, named(1))
                        .ends(1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void a_listener_is_never_ended_for_its_age(ReportedCase reported) {
        reported.verify();
    }

    private static SessionBuilder listener(int pid) {
        return idle(pid, 9 * HOUR).application("feed").listening();
    }
}
