package io.connwarden.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.doctor.check.Severity;
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
    void only_a_terminated_session_that_is_gone_passes_the_drill() {
        assertThat(DrillReport.of(result(SessionOutcome.TERMINATED), SESSION, true)
                        .severity())
                .isEqualTo(Severity.OK);
        assertThat(DrillReport.of(result(SessionOutcome.TERMINATED), SESSION, false)
                        .severity())
                .isEqualTo(Severity.ERROR);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TERMINATED", "PROTECTED"})
    void any_other_outcome_fails_the_drill_and_is_reported(SessionOutcome outcome) {
        assertThat(DrillReport.of(result(outcome), SESSION, true))
                .satisfies(check -> assertThat(check.severity()).isEqualTo(Severity.ERROR))
                .satisfies(check -> assertThat(check.reason()).contains(outcome.name(), "so it was"));
    }

    @Test
    void the_drill_fails_if_count_or_reports_show_more_than_one_termination() {
        SessionReport ended = report(SessionOutcome.TERMINATED, "so it was");
        for (Result more : List.of(
                result(CommandOutcome.COMPLETED, List.of(ended), 2),
                result(CommandOutcome.COMPLETED, List.of(ended), 0),
                result(CommandOutcome.COMPLETED, List.of(ended, ended), 1))) {
            assertThat(DrillReport.of(more, SESSION, true).severity()).isEqualTo(Severity.ERROR);
        }
    }

    @Test
    void only_a_protected_superuser_session_leads_to_the_advice_to_use_another_role() {
        String advice = "run the drill with the role";
        Result superuser =
                result(CommandOutcome.COMPLETED, List.of(report(SessionOutcome.PROTECTED, "its role is a superuser")));
        assertThat(DrillReport.of(superuser, SESSION, false).reason()).contains(advice);
        assertThat(DrillReport.of(result(SessionOutcome.PROTECTED), SESSION, false)
                        .reason())
                .doesNotContain(advice);
    }

    @Test
    void a_protected_session_limits_the_drill_but_does_not_fail_it() {
        assertThat(DrillReport.of(result(SessionOutcome.PROTECTED), SESSION, false)
                        .severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void a_rejected_command_is_reported_with_its_reason() {
        Result refused = result(CommandOutcome.REJECTED, List.of());
        assertThat(DrillReport.of(refused, SESSION, false).reason())
                .isEqualTo("the command ended as REJECTED: paused (G2)");
    }

    @Test
    void a_configuration_file_cannot_widen_the_drill_beyond_its_own_session() {
        assertThat(DrillConfiguration.of(TargetSettings.of("t", "jdbc:postgresql://h/d", "u", null), "drill-1"))
                .containsAllEntriesOf(Map.of(
                        "connwarden.policy.mode", "off",
                        "connwarden.policy.dry-run", "false",
                        "connwarden.targets[0].policy.dry-run", "false",
                        "connwarden.policy.include.applications[0]", "drill-1",
                        "connwarden.targets[0].policy.mode", "off",
                        "connwarden.targets[0].policy.include.applications[0]", "drill-1"));
    }

    private static Result result(SessionOutcome outcome) {
        return result(CommandOutcome.COMPLETED, List.of(report(outcome, "so it was")));
    }

    private static SessionReport report(SessionOutcome outcome, String reason) {
        return SessionReport.builder(4711, outcome, reason)
                .backendStart(START)
                .user("u")
                .application("drill-1")
                .database("d")
                .state("idle")
                .stateAgeSeconds(1.0)
                .build();
    }

    private static Result result(CommandOutcome outcome, List<SessionReport> sessions) {
        return result(outcome, sessions, sessions.size());
    }

    private static Result result(CommandOutcome outcome, List<SessionReport> sessions, int terminated) {
        return Result.builder("t", outcome, new DecisionReason("G2", "paused (G2)"), START, START.plusMillis(168))
                .command("urn:connwarden:doctor", "1")
                .action(Action.TERMINATE)
                .terminatedCount(terminated)
                .sessions(sessions)
                .build();
    }
}
