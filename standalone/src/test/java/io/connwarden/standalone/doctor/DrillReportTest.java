package io.connwarden.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.DecisionNote;
import io.connwarden.contracts.message.Outcome;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.doctor.assessment.Standing;
import io.connwarden.sql.target.TargetSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DrillReportTest {
    private static final Instant START = Instant.parse("2026-03-01T03:00:00Z");
    private static final SessionId SESSION = new SessionId(4711, START);

    @Test
    void only_terminated_and_gone_is_fine() {
        assertThat(DrillReport.of(result(SessionOutcome.TERMINATED), SESSION, true)
                        .standing())
                .isEqualTo(Standing.FINE);
        assertThat(DrillReport.of(result(SessionOutcome.TERMINATED), SESSION, false)
                        .standing())
                .isEqualTo(Standing.OBSTACLE);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TERMINATED", "PROTECTED"})
    void whatever_else_became_of_it_is_an_obstacle_and_is_named(SessionOutcome outcome) {
        assertThat(DrillReport.of(result(outcome), SESSION, true))
                .satisfies(check -> assertThat(check.standing()).isEqualTo(Standing.OBSTACLE))
                .satisfies(check -> assertThat(check.reason()).contains(outcome.name(), "so it was"));
    }

    @Test
    void only_one_session_ended_is_fine_by_the_count_and_by_the_reports() {
        SessionReport ended = report(SessionOutcome.TERMINATED, "so it was");
        for (Result more : List.of(
                result(Outcome.COMPLETED, List.of(ended), 2),
                result(Outcome.COMPLETED, List.of(ended), 0),
                result(Outcome.COMPLETED, List.of(ended, ended), 1))) {
            assertThat(DrillReport.of(more, SESSION, true).standing()).isEqualTo(Standing.OBSTACLE);
        }
    }

    @Test
    void only_a_superuser_is_told_to_take_another_role() {
        String advice = "hold the drill as the role";
        Result superuser =
                result(Outcome.COMPLETED, List.of(report(SessionOutcome.PROTECTED, "its role is a superuser")));
        assertThat(DrillReport.of(superuser, SESSION, false).reason()).contains(advice);
        assertThat(DrillReport.of(result(SessionOutcome.PROTECTED), SESSION, false)
                        .reason())
                .doesNotContain(advice);
    }

    @Test
    void a_session_that_is_protected_says_nothing_against_the_path() {
        assertThat(DrillReport.of(result(SessionOutcome.PROTECTED), SESSION, false)
                        .standing())
                .isEqualTo(Standing.LIMIT);
    }

    @Test
    void a_command_that_was_refused_as_a_whole_gives_its_reason() {
        Result refused = result(Outcome.REJECTED, List.of());
        assertThat(DrillReport.of(refused, SESSION, false).reason())
                .isEqualTo("the command was answered REJECTED: paused (G2)");
    }

    @Test
    void everybody_else_is_protected_and_nothing_happens_by_itself_whatever_a_file_says() {
        assertThat(DrillProperties.of(TargetSettings.of("t", "jdbc:postgresql://h/d", "u", null), "drill-1"))
                .containsAllEntriesOf(Map.of(
                        "connwarden.policy.automatic", "false",
                        "connwarden.policy.dry-run", "false",
                        "connwarden.targets[0].policy.dry-run", "false",
                        "connwarden.policy.only.applications[0]", "drill-1",
                        "connwarden.targets[0].policy.automatic", "false",
                        "connwarden.targets[0].policy.only.applications[0]", "drill-1"));
    }

    private static Result result(SessionOutcome outcome) {
        return result(Outcome.COMPLETED, List.of(report(outcome, "so it was")));
    }

    private static SessionReport report(SessionOutcome outcome, String reason) {
        return new SessionReport(4711, START, "u", "drill-1", "d", null, "idle", 1.0, null, outcome, reason);
    }

    private static Result result(Outcome outcome, List<SessionReport> sessions) {
        return result(outcome, sessions, sessions.size());
    }

    private static Result result(Outcome outcome, List<SessionReport> sessions, int terminated) {
        return new Result(
                "urn:connwarden:doctor",
                "1",
                null,
                "t",
                Action.TERMINATE,
                outcome,
                false,
                new DecisionNote("G2", "paused (G2)"),
                terminated,
                0,
                null,
                sessions,
                null,
                null,
                START,
                START.plusMillis(168),
                null,
                null);
    }
}
