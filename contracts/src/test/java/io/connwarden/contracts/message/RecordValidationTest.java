package io.connwarden.contracts.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.contracts.EventId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A record rejects the values that its schema rejects. */
class RecordValidationTest {
    private static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");

    private static void assertRejected(String message, ThrowingCallable building) {
        assertThatThrownBy(building)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static Command command(String target, CommandParameters parameters, String requestedBy, String reason) {
        return new Command(target, parameters, requestedBy, reason, false, null);
    }

    @Test
    void a_command_requires_a_target_a_requester_and_a_reason() {
        CommandParameters auto = new CommandParameters.Auto();
        assertRejected(
                "target must be 1 to 63 letters, digits, '.', '_' or '-', was 'a b'",
                () -> command("a b", auto, "ann", "why"));
        assertRejected(
                "target must be 1 to 63 letters, digits, '.', '_' or '-', was '*'",
                () -> command("*", auto, "ann", "why"));
        assertRejected("requestedBy must not be empty", () -> command("db", auto, " ", "why"));
        assertRejected(
                "reason must be at most 1024 characters, was 1025 characters",
                () -> command("db", auto, "a", "x".repeat(1025)));
        assertThat(command("db", auto, "ann", "😀".repeat(1024)).reason()).hasSize(2048);
        assertThat(command("*", new CommandParameters.Resume(), "ann", "why").target())
                .isEqualTo(Command.ALL_TARGETS);
    }

    @Test
    void cleanup_parameters_out_of_range_are_rejected() {
        assertRejected(
                "idleThresholdMinutes must be above 0 and at most 525600, was 0",
                () -> new CommandParameters.Cleanup(0, 10));
        assertRejected(
                "idleThresholdMinutes must be above 0 and at most 525600, was NaN",
                () -> new CommandParameters.Cleanup(Double.NaN, 10));
        assertRejected(
                "idleThresholdMinutes must be above 0 and at most 525600, was Infinity",
                () -> new CommandParameters.Cleanup(Double.POSITIVE_INFINITY, 10));
        assertRejected("maxTerminations must be 1 to 1000, was 1001", () -> new CommandParameters.Cleanup(1, 1001));
        assertRejected("maxTerminations must be 1 to 1000, was 0", () -> new CommandParameters.Cleanup(1, 0));
    }

    @Test
    void the_number_of_named_sessions_is_limited() {
        SessionId session = new SessionId(1, NOW);
        assertRejected(
                "sessions must have 1 to 1000 elements, had 0", () -> new CommandParameters.Terminate(List.of()));
        assertRejected(
                "sessions must have 1 to 1000 elements, had 1001",
                () -> new CommandParameters.Cancel(java.util.Collections.nCopies(1001, session)));
        assertRejected("pid must be at least 1, was 0", () -> new SessionId(0, NOW));
    }

    @Test
    void a_command_overrides_G4_and_G5_only() {
        List<SessionId> sessions = List.of(new SessionId(1, NOW));
        assertRejected(
                "override must contain G4 and G5 only, had G1",
                () -> new CommandParameters.Terminate(sessions, Set.of(RuleId.G1)));
        assertRejected(
                "override must contain G4 and G5 only, had G6",
                () -> new CommandParameters.Cancel(sessions, Set.of(RuleId.G6)));
    }

    @Test
    void negative_and_non_finite_numbers_are_rejected() {
        assertRejected("zombie must be at least 0, was -1", () -> new ApplicationUsage("web", "app", 1, 0, 0, -1));
        assertRejected(
                "slotUtilizationPercentage must be a number of at least 0, was Infinity",
                () -> new StatusSummary(HealthStatus.HEALTHY, Double.POSITIVE_INFINITY));
        assertRejected(
                "commandsWaiting must be at least 0, was -2",
                () -> new TargetState(false, null, false, true, 0, 0, 0, -2, Map.of(), null, null));
    }

    @Test
    void only_an_unreachable_health_may_lack_counts() {
        assertRejected(
                "counts, serverVersion and inRecovery must be given unless UNREACHABLE",
                () -> Health.builder("db", HealthStatus.HEALTHY, "", NOW)
                        .serverVersion("18.1")
                        .inRecovery(false)
                        .build());
    }

    @Test
    void a_resolved_alert_requires_an_end() {
        assertRejected(
                "endsAt must be given with state RESOLVED",
                () -> Alert.builder("db", "X", AlertStatus.RESOLVED, AlertSeverity.INFO, NOW)
                        .build());
    }

    @Test
    void command_source_and_id_of_a_result_are_given_together() {
        assertRejected("commandSource and commandId must be given together, were null and 7", () -> result(null, "7"));
        assertRejected("commandId must be null or not empty", () -> result("/x", ""));
        assertThat(result(null, null).commandId()).isNull();
    }

    private static Result result(String source, String id) {
        return Result.builder("db", CommandOutcome.COMPLETED, new DecisionReason("R5", "no action"), NOW, NOW)
                .command(source, id)
                .action(Action.AUTO)
                .build();
    }

    @Test
    void the_length_of_an_event_id_is_limited() {
        assertRejected("id must be 1 to 256 characters, was 0: ''", () -> new EventId("/x", ""));
        assertRejected("source must be 1 to 512 characters, was 1: ' '", () -> new EventId(" ", "1"));
        assertThatThrownBy(() -> new EventId("/x", "i".repeat(257))).hasMessageStartingWith("id must be 1 to 256");
    }
}
