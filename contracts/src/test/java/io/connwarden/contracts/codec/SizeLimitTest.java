package io.connwarden.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.DecisionNote;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Outcome;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SizeLimitTest {
    private static final EventId ID = new EventId("/connwarden/actuator", "r-1");

    @Test
    void a_result_of_thousands_of_sessions_lists_all_that_were_acted_on_and_counts_the_rest() {
        List<SessionReport> sessions = new ArrayList<>();
        for (int pid = 1; pid <= 6000; pid++) {
            sessions.add(report(pid, pid % 10 == 0 ? SessionOutcome.TERMINATED : SessionOutcome.SPARED));
        }

        EncodedEvent encoded = EventCodec.standard().encode(new Event<>(ID, Examples.THREE, result(sessions)));

        assertThat(encoded.value().length).isBetween(990_000, SizeLimit.LARGEST_WRITTEN);
        Result read = (Result) Raw.read(encoded).event().data();
        int omitted = 6000 - read.sessions().size();
        assertThat(omitted).isPositive();
        assertThat(read.decision().reason())
                .isEqualTo("idle too long (" + omitted
                        + " spared or protected sessions are not listed, for the size of the event)");
        assertThat(read.sessions())
                .filteredOn(session -> session.outcome() == SessionOutcome.TERMINATED)
                .hasSize(600);
        assertThat(read.sessions()).containsSubsequence(sessions.get(0), sessions.get(1), sessions.get(5999));
    }

    @Test
    void a_result_that_fits_is_left_as_it_is() {
        Event<Result> event = new Event<>(ID, Examples.THREE, result(List.of(report(1, SessionOutcome.SPARED))));

        assertThat(Raw.read(EventCodec.standard().encode(event)).event()).isEqualTo(event);
    }

    @Test
    void what_cannot_be_made_small_enough_is_refused() {
        Health health = new Health(
                "orders-db",
                Status.UNREACHABLE,
                null,
                List.of(),
                "x".repeat(1_000_000),
                List.of(),
                Examples.THREE,
                null,
                null);

        assertThatThrownBy(() -> EventCodec.standard().encode(new Event<>(ID, Examples.THREE, health)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("an event must be at most 1000000 bytes, was 1000")
                .hasMessageEndingWith("io.connwarden.health.v1 of target orders-db");
    }

    private static SessionReport report(int pid, SessionOutcome outcome) {
        return new SessionReport(
                pid,
                Examples.THREE,
                "app",
                "web",
                "orders",
                "10.0.0.9",
                "idle",
                1000.5,
                42L,
                outcome,
                "idle for 16 min, " + "further words ".repeat(4));
    }

    private static Result result(List<SessionReport> sessions) {
        return new Result(
                "/teams/orders",
                "c-1",
                null,
                "orders-db",
                Action.CLEANUP,
                Outcome.COMPLETED,
                false,
                new DecisionNote("COMMAND", "idle too long"),
                600,
                0,
                null,
                sessions,
                null,
                null,
                Examples.THREE,
                Examples.THREE,
                null,
                null);
    }
}
