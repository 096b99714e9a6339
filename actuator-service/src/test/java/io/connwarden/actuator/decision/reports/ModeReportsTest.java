package io.connwarden.actuator.decision.reports;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.reports.ReportedCase.that;
import static io.connwarden.actuator.decision.reports.ReportedSessions.HOUR;
import static io.connwarden.actuator.decision.reports.ReportedSessions.MINUTE;
import static io.connwarden.actuator.decision.reports.ReportedSessions.idle;
import static io.connwarden.actuator.decision.reports.ReportedSessions.named;
import static io.connwarden.actuator.decision.reports.ReportedSessions.open;

import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.TargetPause;
import io.connwarden.contracts.message.CommandParameters;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that are armed on purpose. */
class ModeReportsTest {

    static Stream<ReportedCase> situations() {
        return Stream.of(
                that("no mode is set", critical(), leak())
                        .with("mode=watch")
                        .endsSomeOf(1, 20, 1)
                        .onlyRecorded(),
                that("mode off", critical(), leak()).with("mode=off").leavesAllAlone(),
                that("mode ask", critical(), leak())
                        .with("mode=ask")
                        .endsSomeOf(1, 20, 1)
                        .planned(),
                that("mode act", critical(), leak())
                        .with("mode=act")
                        .endsSomeOf(1, 20, 1)
                        .really(),
                that("the emergency is off, and the rest acts", critical(), leak())
                        .with("mode=act", "modes.r1=off", "modes.r2=off", "modes.r3=off")
                        .leavesAllAlone(),
                that("one rule is armed", healthy(), open(1, HOUR).build())
                        .with("mode=watch", "modes.r4=act")
                        .ends(1)
                        .really(),
                that("another rule is armed", healthy(), open(1, HOUR).build())
                        .with("mode=watch", "modes.r1=act")
                        .ends(1)
                        .onlyRecorded(),
                that("one application is armed", critical(), leak())
                        .and(idle(101, 120, 20 * MINUTE, pid -> "web"))
                        .with("mode=watch", "overrides[0].match.applications=leak", "overrides[0].mode=act")
                        .endsSomeOf(1, 20, 1)
                        .endsNoneOf(101, 120)
                        .really(),
                that("one application is out of bounds", critical(), leak())
                        .and(idle(101, 120, 2 * HOUR, pid -> "web"))
                        .with("mode=act", "overrides[0].match.applications=web", "overrides[0].mode=off")
                        .endsSomeOf(1, 20, 1)
                        .endsNoneOf(101, 120)
                        .really(),
                that("the first match counts", critical(), leak())
                        .with(
                                "mode=act",
                                "overrides[0].match.applications=leak",
                                "overrides[0].mode=off",
                                "overrides[1].match.applications=leak",
                                "overrides[1].mode=act")
                        .leavesAllAlone(),
                that("role and application must both match", critical(), leak())
                        .with(
                                "mode=watch",
                                "overrides[0].match.applications=leak",
                                "overrides[0].match.users=batch",
                                "overrides[0].mode=act")
                        .endsSomeOf(1, 20, 1)
                        .onlyRecorded(),
                that("an application has its own age", critical(), leak())
                        .with(
                                "mode=act",
                                "overrides[0].match.applications=leak",
                                "overrides[0].emergency.idle-for=5h",
                                "overrides[0].gentle-cleanup.idle-for=5h")
                        .leavesAllAlone(),
                that("a role has a shorter age", healthy(), open(1, 2 * MINUTE).build())
                        .with(
                                "mode=act",
                                "overrides[0].match.users=shop",
                                "overrides[0].stuck-transactions.older-than=90s")
                        .ends(1),
                that("TERMINATE acts in any mode", healthy(), idle(1, 1).build())
                        .with("mode=off")
                        .terminate(named(1))
                        .ends(1)
                        .really(),
                that("EMERGENCY acts in any mode", critical(), leak())
                        .with("mode=watch")
                        .requested(new CommandParameters.Emergency())
                        .endsSomeOf(1, 20, 1)
                        .really(),
                that("CLEANUP acts in any mode", healthy(), leak())
                        .with("mode=off")
                        .requested(new CommandParameters.Cleanup(15, 5))
                        .ends(1, 2, 3, 4, 5)
                        .really(),
                that("AUTO obeys the modes", critical(), leak())
                        .with("mode=watch")
                        .requested(new CommandParameters.Auto())
                        .endsSomeOf(1, 20, 1)
                        .onlyRecorded(),
                that(
                                "a paused target",
                                critical().paused(new TargetPause("ann", "release", false, NOW, "send RESUME")),
                                leak())
                        .with("mode=act")
                        .leavesAllAlone());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void a_rule_does_what_its_mode_allows(ReportedCase reported) {
        reported.verify();
    }

    private static Stream<Session> leak() {
        return idle(1, 20, 20 * MINUTE, pid -> "leak");
    }
}
