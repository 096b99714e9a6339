package io.connwarden.actuator.decision.reports;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.reports.ReportedCase.that;
import static io.connwarden.actuator.decision.reports.ReportedSessions.HOUR;
import static io.connwarden.actuator.decision.reports.ReportedSessions.MINUTE;
import static io.connwarden.actuator.decision.reports.ReportedSessions.dead;
import static io.connwarden.actuator.decision.reports.ReportedSessions.failed;
import static io.connwarden.actuator.decision.reports.ReportedSessions.idle;
import static io.connwarden.actuator.decision.reports.ReportedSessions.named;
import static io.connwarden.actuator.decision.reports.ReportedSessions.open;
import static io.connwarden.actuator.decision.reports.ReportedSessions.query;
import static io.connwarden.actuator.decision.reports.ReportedSessions.waiters;

import io.connwarden.actuator.decision.SituationBuilder;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.SessionOutcome;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Backends that do not react to a signal. */
class NoReactionReportsTest {

    static Stream<ReportedCase> situations() {
        return Stream.of(
                that("15 of 40 did not react", failedFrom(1, 15), idle(1, 40, 20 * MINUTE, pid -> "web"))
                        .with("emergency.max-idle-terminations=15")
                        .ends(16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30),
                that("none of 10 reacted", failedFrom(1, 10), idle(1, 10, 20 * MINUTE, pid -> "web"))
                        .leavesAllAlone()
                        .tells("no reaction to SIGTERM"),
                that(
                                "the pause is not over",
                                critical().unreclaimed(failed(1, 1, 30)),
                                idle(1, HOUR).build())
                        .with("survivors-per-application=0")
                        .leavesAllAlone(),
                that(
                                "the last attempt is 2 h ago",
                                critical().unreclaimed(failed(1, 1, 2 * HOUR)),
                                idle(1, HOUR).build())
                        .with("survivors-per-application=0")
                        .ends(1),
                that(
                                "the pause after the fourth attempt is longer than after the first",
                                critical().unreclaimed(failed(1, 4, 120)).unreclaimed(failed(2, 1, 120)),
                                idle(1, 2, 20 * MINUTE, pid -> "web"))
                        .with("survivors-per-application=0")
                        .ends(2),
                that(
                                "another backend has the pid now",
                                critical().unreclaimed(failed(1, 3, 1)),
                                idle(1, HOUR)
                                        .backendStart(NOW.minusSeconds(HOUR + 5))
                                        .build())
                        .with("survivors-per-application=0")
                        .ends(1),
                that("the attempts do not use up the hour", failedFrom(1, 60), idle(1, 80, 20 * MINUTE, pid -> "web"))
                        .with("budget.terminations-per-hour=60")
                        .endsSomeOf(61, 80, 1)
                        .endsNoneOf(1, 60),
                that(
                                "one termination of the hour is left",
                                failedFrom(1, 30).terminationsLastHour(59),
                                idle(1, 60, 20 * MINUTE, pid -> "web"))
                        .with("budget.terminations-per-hour=60")
                        .ends(31),
                that(
                                "TERMINATE names a session without a reaction",
                                healthy().unreclaimed(failed(1, 3, 1)),
                                idle(1, HOUR).build())
                        .terminate(named(1))
                        .ends(1),
                that(
                                "the server denied the signal",
                                critical().unreclaimed(failed(1, SignalKind.TERMINATE, SessionOutcome.DENIED, 1, 5)),
                                idle(1, 4, 20 * MINUTE, pid -> "web"))
                        .endsNoneOf(1, 1)
                        .endsSomeOf(2, 4, 1),
                that(
                                "the head of a queue does not react",
                                critical().unreclaimed(failed(1, 1, 5)),
                                open(1, HOUR).blocking(4).build())
                        .and(waiters(2, 5, 1))
                        .leavesAllAlone(),
                that(
                                "a cancel had no effect, so the session ends",
                                critical()
                                        .unreclaimed(failed(1, SignalKind.CANCEL, SessionOutcome.UNRESPONSIVE, 1, 5))
                                        .cancelledWithoutEffect(query(1, HOUR).build()),
                                query(1, HOUR).build())
                        .ends(1),
                that(
                                "a dead client does not react, and another one is beside it",
                                healthy().unreclaimed(failed(1, 1, 5)),
                                dead(1, HOUR).build(),
                                dead(2, 10 * MINUTE).build())
                        .ends(2),
                that(
                                "CLEANUP passes by those without a reaction",
                                failedFrom(1, 5),
                                idle(1, 20, 20 * MINUTE, pid -> "web"))
                        .requested(new CommandParameters.Cleanup(15, 5))
                        .ends(6, 7, 8, 9, 10));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void a_session_without_a_reaction_leaves_limits_to_others(ReportedCase reported) {
        reported.verify();
    }

    private static SituationBuilder failedFrom(int first, int last) {
        SituationBuilder server = critical();
        IntStream.rangeClosed(first, last).forEach(pid -> server.unreclaimed(failed(pid, 1, 5)));
        return server;
    }
}
