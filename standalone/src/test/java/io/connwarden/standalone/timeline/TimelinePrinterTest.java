package io.connwarden.standalone.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertSeverity;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Effect;
import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.TargetState;
import io.connwarden.standalone.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimelinePrinterTest {
    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Instant now = START;
    private final TimelinePrinter printer = new TimelinePrinter(
            new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), false, true),
            TimeColumn.since(START),
            Duration.ofMinutes(5),
            () -> now);

    @Test
    void a_line_has_the_time_of_its_arrival_so_that_no_time_goes_backward() {
        now = START.plusSeconds(5);
        accept(result("R1", START.plusSeconds(4)));
        now = START.plusSeconds(6);
        accept(result("R2", START.plusSeconds(2)));
        assertThat(lines())
                .filteredOn(line -> line.contains("DECISION"))
                .extracting(line -> line.substring(0, 10).strip())
                .containsExactly("5.0 s", "6.0 s");
    }

    @Test
    void selected_sessions_come_before_spared_ones() {
        accept(result("R1", START)
                .sessions(List.of(
                        session(SessionOutcome.PROTECTED, "web", "superuser"),
                        session(SessionOutcome.SPARED, "web", "one of 3 survivors"),
                        session(SessionOutcome.WOULD_TERMINATE, "web", "idle for 9 min"))));
        assertThat(lines())
                .filteredOn(line -> line.contains(" web "))
                .extracting(line -> line.strip().replaceFirst(" .*", ""))
                .containsExactly("WOULD_TERMINATE", "PROTECTED", "SPARED");
    }

    @Test
    void reasons_that_differ_in_more_than_numbers_have_lines_of_their_own() {
        accept(result("R1", START)
                .sessions(List.of(
                        session(SessionOutcome.PROTECTED, "web", "idle for 9 min; a LISTEN was seen"),
                        session(SessionOutcome.PROTECTED, "web", "idle for 12 min; a LISTEN was seen"),
                        session(SessionOutcome.PROTECTED, "web", "idle for 12 min; holds an advisory lock"))));
        assertThat(lines())
                .filteredOn(line -> line.contains("PROTECTED"))
                .extracting(String::strip)
                .containsExactly(
                        "PROTECTED  2  web  idle for 9 min; a LISTEN was seen",
                        "PROTECTED  1  web  idle for 12 min; holds an advisory lock");
    }

    @Test
    void a_long_reason_is_printed_whole_and_a_long_list_is_cut_and_says_so() {
        String reason = "no candidate is left, ".repeat(20) + "end";
        List<SessionReport> sessions = new ArrayList<>(IntStream.range(0, 41)
                .mapToObj(i -> session(SessionOutcome.SPARED, "app-" + i, reason))
                .toList());
        accept(result("R1", START).decision(new DecisionReason("R1", reason)).sessions(sessions));
        assertThat(lines())
                .filteredOn(line -> line.contains(reason))
                .as("the decision and 40 groups")
                .hasSize(41);
        assertThat(lines()).last().asString().contains("1 further group; the result contains all sessions");
    }

    @Test
    void a_result_of_STATUS_prints_the_state_of_the_target() {
        UUID plan = UUID.fromString("3f0c2c9e-5b1d-4f6e-9a57-0d4c8c1be2a4");
        accept(Result.builder(
                        "orders-db",
                        CommandOutcome.COMPLETED,
                        new DecisionReason("COMMAND", "as requested"),
                        START,
                        START)
                .command("urn:me", "1")
                .action(Action.STATUS)
                .targetState(new TargetState(
                        true,
                        "dba",
                        false,
                        true,
                        3,
                        200,
                        1,
                        2,
                        Map.of("R1", START.plusSeconds(60)),
                        "ask",
                        List.of(new PlanSummary(plan, "R2", 4, START, START.plusSeconds(900))))));
        assertThat(lines())
                .extracting(String::strip)
                .contains(
                        "mode ask, paused by dba",
                        "3 of 200 terminations in the last hour, 2 commands waiting, emergency connection open",
                        "1 session not reclaimed by a signal",
                        "cooldown of R1 until 2026-01-01T10:01:00Z",
                        "plan " + plan + " of R2 waits for APPROVE until 2026-01-01T10:15:00Z");
        assertThat(lines().get(0)).contains("on command STATUS").doesNotContain("terminated 0");
    }

    @Test
    void the_alert_of_a_target_that_is_no_longer_watched_is_closed_and_not_resolved() {
        accept(alert("orders-db: 12 of 95 slots", ""));
        accept(alert("orders-db: no longer watched; its state is unknown", "Its cause may continue."));
        assertThat(lines())
                .extracting(line -> line.substring(line.indexOf("ALERT")))
                .containsExactly(
                        "ALERT resolved  ConnectionSlotsCritical: orders-db: 12 of 95 slots",
                        "ALERT closed    ConnectionSlotsCritical: orders-db: no longer watched; its state is unknown");
    }

    private static Alert alert(String summary, String description) {
        return Alert.builder(
                        "orders-db", "ConnectionSlotsCritical", AlertStatus.RESOLVED, AlertSeverity.CRITICAL, START)
                .summary(summary)
                .description(description)
                .endsAt(START)
                .build();
    }

    private void accept(Alert alert) {
        printer.accept(new Event<>(new EventId("urn:connwarden:actuator", alert.summary()), START, alert));
    }

    private static Result.Builder result(String rule, Instant finishedAt) {
        return Result.builder(
                        "orders-db", CommandOutcome.COMPLETED, new DecisionReason(rule, "because"), START, finishedAt)
                .causeEventId("e1")
                .effect(Effect.FULL);
    }

    private static SessionReport session(SessionOutcome outcome, String application, String reason) {
        return SessionReport.builder(8, outcome, reason)
                .backendStart(START)
                .application(application)
                .build();
    }

    private void accept(Result.Builder result) {
        Result built = result.build();
        printer.accept(new Event<>(new EventId("urn:connwarden:actuator", "1"), built.finishedAt(), built));
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
