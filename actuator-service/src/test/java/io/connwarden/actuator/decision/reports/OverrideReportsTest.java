package io.connwarden.actuator.decision.reports;

import static io.connwarden.actuator.decision.SessionBuilder.NOW;
import static io.connwarden.actuator.decision.SituationBuilder.critical;
import static io.connwarden.actuator.decision.SituationBuilder.healthy;
import static io.connwarden.actuator.decision.reports.ReportedCase.that;
import static io.connwarden.actuator.decision.reports.ReportedSessions.HOUR;
import static io.connwarden.actuator.decision.reports.ReportedSessions.idle;
import static io.connwarden.actuator.decision.reports.ReportedSessions.named;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.actuator.decision.SessionBuilder;
import io.connwarden.actuator.decision.situation.SessionState;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that a person wants to end although a guard protects them. */
class OverrideReportsTest {

    static Stream<ReportedCase> situations() {
        return Stream.of(
                that(
                                "TERMINATE names the holder of an advisory lock",
                                healthy(),
                                holder(1).build())
                        .terminate(named(1))
                        .leavesAllAlone()
                        .tells("override", "G5"),
                that("TERMINATE insists on it", healthy(), holder(1).build())
                        .insist(RuleId.G5, named(1))
                        .ends(1)
                        .tells("G5"),
                that("the holder listens too", healthy(), holder(1).listening().build())
                        .insist(RuleId.G5, named(1))
                        .ends(1),
                that(
                                "the holder is a superuser",
                                healthy(),
                                holder(1).superuser().build())
                        .insist(RuleId.G5, named(1))
                        .leavesAllAlone(),
                that(
                                "the holder is a session of Connwarden",
                                healthy(),
                                holder(1).own().build())
                        .insist(RuleId.G5, named(1))
                        .leavesAllAlone(),
                that(
                                "the holder is not visible",
                                healthy(),
                                holder(1).state(SessionState.UNKNOWN).build())
                        .insist(RuleId.G5, named(1))
                        .leavesAllAlone(),
                that("no guard protects the session", healthy(), idle(1, 1).build())
                        .insist(RuleId.G5, named(1))
                        .ends(1),
                that(
                                "one of two named sessions is protected",
                                healthy(),
                                holder(1).build(),
                                idle(2, 1).build())
                        .terminate(named(1), named(2))
                        .ends(2)
                        .tells("override"),
                that(
                                "another backend has the pid",
                                healthy(),
                                holder(1).backendStart(NOW.minusSeconds(9)).build())
                        .insist(RuleId.G5, named(1))
                        .leavesAllAlone()
                        .tells("another backend"),
                that("the session is gone", healthy(), idle(2, 1).build())
                        .insist(RuleId.G5, named(1))
                        .leavesAllAlone(),
                that("the wrong guard is named", healthy(), holder(1).build())
                        .insist(RuleId.G4, named(1))
                        .leavesAllAlone()
                        .tells("G5"),
                that(
                                "the hour is used up",
                                healthy().terminationsLastHour(200),
                                idle(1, 1).build())
                        .terminate(named(1))
                        .leavesAllAlone()
                        .tells("override", "G4"),
                that(
                                "the hour is used up and the person insists",
                                healthy().terminationsLastHour(200),
                                idle(1, 1).build())
                        .insist(RuleId.G4, named(1))
                        .ends(1),
                that("a rule has no override", critical(), holder(1).build()).leavesAllAlone(),
                that("EMERGENCY has no override", critical(), holder(1).build())
                        .requested(new CommandParameters.Emergency())
                        .leavesAllAlone());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void a_person_can_name_the_guard_to_override(ReportedCase reported) {
        reported.verify();
    }

    @ParameterizedTest
    @ValueSource(strings = {"G1", "G2", "G3", "G6", "G7", "R1", "COMMAND"})
    void only_a_guard_of_single_sessions_can_be_named(String guard) {
        assertThatThrownBy(() -> new CommandParameters.Terminate(List.of(named(1)), Set.of(RuleId.valueOf(guard))))
                .hasMessageContaining(guard);
    }

    private static SessionBuilder holder(int pid) {
        return idle(pid, HOUR).application("migration").holdingAdvisoryLock();
    }
}
