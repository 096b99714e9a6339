package io.connwarden.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.DecisionNote;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Message;
import io.connwarden.contracts.message.Outcome;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CycleTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private boolean leakEnded = true;
    private final Cycle cycle = new Cycle(75, () -> leakEnded);

    @Test
    void critical_then_emergency_then_relief_is_a_cycle() throws Exception {
        see(health(1, Status.CRITICAL, 92));
        see(result(2, "R1", 20, false));
        see(health(3, Status.HEALTHY, 60));
        assertThat(cycle.awaitComplete(Duration.ZERO)).isTrue();
        assertThat(cycle.peak()).isEqualTo(92);
        assertThat(cycle.actions()).hasSize(1);
    }

    @Test
    void a_sample_taken_before_the_emergency_was_done_is_no_relief() throws Exception {
        see(result(5, "R1", 20, false));
        see(health(4, Status.HEALTHY, 10));
        assertThat(cycle.awaitComplete(Duration.ZERO)).isFalse();
    }

    @Test
    void what_ended_nobody_or_was_another_rule_is_no_emergency() throws Exception {
        see(health(1, Status.CRITICAL, 92));
        see(result(2, "R1", 0, false));
        see(result(2, "R2", 15, false));
        see(health(3, Status.HEALTHY, 60));
        assertThat(cycle.awaitComplete(Duration.ZERO)).isFalse();
        assertThat(cycle.emergency()).isNull();
        assertThat(cycle.actions()).hasSize(1);
    }

    @Test
    void relief_while_the_leak_goes_on_does_not_last_and_does_not_count() throws Exception {
        leakEnded = false;
        see(health(1, Status.CRITICAL, 92));
        see(result(2, "R1", 20, false));
        see(health(3, Status.HEALTHY, 60));
        assertThat(cycle.awaitComplete(Duration.ZERO)).isFalse();
        leakEnded = true;
        see(health(4, Status.HEALTHY, 60));
        assertThat(cycle.awaitComplete(Duration.ZERO)).isTrue();
    }

    private void see(Message message) {
        cycle.see(new Event<>(new EventId("/test", "1"), START, message));
    }

    private static Health health(int second, Status status, int sessions) {
        Counts counts = new Counts(sessions, 0, sessions, 0, 0, 0, 0, 0, 0, sessions, sessions, 100, 100, 100, 0);
        return new Health(
                "shop-db", status, counts, List.of(), "because", List.of(), START.plusSeconds(second), "18.0", false);
    }

    private static Result result(int second, String rule, int terminated, boolean dryRun) {
        Instant at = START.plusSeconds(second);
        return new Result(
                null,
                null,
                "cause",
                "shop-db",
                null,
                Outcome.COMPLETED,
                dryRun,
                new DecisionNote(rule, "because"),
                terminated,
                0,
                null,
                List.of(),
                null,
                null,
                at,
                at,
                null,
                null);
    }
}
