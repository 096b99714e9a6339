package io.connwarden.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTruncationTest {
    private static final EventId ID = new EventId("/connwarden/actuator", "r-1");

    @Test
    void a_truncated_result_lists_all_signalled_sessions_and_counts_the_omitted_ones() {
        List<SessionReport> sessions = new ArrayList<>();
        for (int pid = 1; pid <= 6000; pid++) {
            sessions.add(report(pid, pid % 10 == 0 ? SessionOutcome.TERMINATED : SessionOutcome.SPARED));
        }

        EncodedEvent encoded = EventCodec.instance().encode(new Event<>(ID, ExampleEvents.THREE, result(sessions)));

        assertThat(encoded.value().length).isBetween(990_000, EventTruncation.MAX_EVENT_BYTES);
        Result read = (Result) RawRecords.decodeEvent(encoded).event().data();
        int omitted = 6000 - read.sessions().size();
        assertThat(omitted).isPositive();
        assertThat(read.decision().reason())
                .isEqualTo("idle too long (" + omitted
                        + " spared or protected sessions omitted because of the event size)");
        assertThat(read.sessions())
                .filteredOn(session -> session.outcome() == SessionOutcome.TERMINATED)
                .hasSize(600);
        assertThat(read.sessions()).containsSubsequence(sessions.get(0), sessions.get(1), sessions.get(5999));
    }

    @Test
    void a_result_of_selected_sessions_alone_omits_some_of_them_and_keeps_their_count() {
        List<SessionReport> sessions = new ArrayList<>();
        for (int pid = 1; pid <= 6000; pid++) {
            sessions.add(report(pid, pid <= 100 ? SessionOutcome.SPARED : SessionOutcome.WOULD_TERMINATE));
        }
        Event<Result> event = new Event<>(ID, ExampleEvents.THREE, result(sessions));

        Result read = decode(EventCodec.instance().encode(event));

        int omitted = 6000 - read.sessions().size();
        assertThat(read.decision().reason())
                .isEqualTo("idle too long (" + omitted + " sessions omitted because of the event size, "
                        + (omitted - 100) + " of them selected; connection_logs lists all)");
        assertThat(read.sessions())
                .containsExactlyElementsOf(
                        sessions.subList(100, 100 + read.sessions().size()));
        assertThat(read.terminatedCount()).isEqualTo(600);
    }

    @Test
    void a_second_truncation_states_the_number_of_all_omitted_sessions() {
        List<SessionReport> sessions = new ArrayList<>();
        for (int pid = 1; pid <= 100; pid++) {
            sessions.add(report(pid, pid > 90 ? SessionOutcome.TERMINATED : SessionOutcome.SPARED));
        }
        Event<?> event = new Event<>(ID, ExampleEvents.THREE, result(sessions));

        Result once = decode(EventCodec.instance().encode(event, 10_000));
        Result twice = decode(EventCodec.instance().encode(new Event<>(ID, ExampleEvents.THREE, once), 2_000));

        assertThat(once.decision().reason())
                .isEqualTo("idle too long (" + (100 - once.sessions().size())
                        + " spared or protected sessions omitted because of the event size)");
        int left = twice.sessions().size();
        assertThat(twice.decision().reason())
                .isEqualTo("idle too long (" + (100 - left) + " sessions omitted because of the event size, "
                        + (10 - left) + " of them selected; connection_logs lists all)");
    }

    private static Result decode(EncodedEvent encoded) {
        return (Result) RawRecords.decodeEvent(encoded).event().data();
    }

    @Test
    void a_result_within_the_size_limit_is_not_truncated() {
        Event<Result> event = new Event<>(ID, ExampleEvents.THREE, result(List.of(report(1, SessionOutcome.SPARED))));

        assertThat(RawRecords.decodeEvent(EventCodec.instance().encode(event)).event())
                .isEqualTo(event);
    }

    @Test
    void an_event_that_cannot_be_truncated_to_the_limit_is_rejected() {
        Health health = Health.builder(
                        "orders-db", HealthStatus.UNREACHABLE, "x".repeat(1_000_000), ExampleEvents.THREE)
                .build();

        assertThatThrownBy(() -> EventCodec.instance().encode(new Event<>(ID, ExampleEvents.THREE, health)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("an event must be at most 1000000 bytes, was 1000")
                .hasMessageEndingWith("io.connwarden.health.v1 of target orders-db");
    }

    private static SessionReport report(int pid, SessionOutcome outcome) {
        return SessionReport.builder(pid, outcome, "idle for 16 min, " + "further words ".repeat(4))
                .backendStart(ExampleEvents.THREE)
                .user("app")
                .application("web")
                .database("orders")
                .clientAddress("10.0.0.9")
                .state("idle")
                .stateAgeSeconds(1000.5)
                .queryId(42L)
                .build();
    }

    private static Result result(List<SessionReport> sessions) {
        return Result.builder(
                        "orders-db",
                        CommandOutcome.COMPLETED,
                        new DecisionReason("COMMAND", "idle too long"),
                        ExampleEvents.THREE,
                        ExampleEvents.THREE)
                .command("/teams/orders", "c-1")
                .action(Action.CLEANUP)
                .terminatedCount(600)
                .sessions(sessions)
                .build();
    }
}
