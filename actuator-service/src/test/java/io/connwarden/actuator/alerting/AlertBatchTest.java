package io.connwarden.actuator.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.alerting.AlertBatch.AlertId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertBatchTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void each_change_is_seen_by_the_next_evaluation_and_written_once() {
        AlertProgress stored = progress("orders", "Critical").withFiring(NOW);
        AlertProgress first = stored.withFiring(NOW.plusSeconds(1));
        AlertProgress second = first.withFiring(NOW.plusSeconds(2));
        AlertBatch batch = new AlertBatch(List.of(stored, progress("users", "Critical")));
        batch.apply(new AlertChange(List.of(first), List.of(), List.of()));
        assertThat(batch.statesOf("orders")).containsExactly(first);
        batch.apply(new AlertChange(List.of(second), List.of(), List.of()));
        assertThat(batch.updated()).containsExactly(second);
        assertThat(batch.deleted()).isEmpty();
    }

    @Test
    void a_state_that_appears_after_its_deletion_is_updated_and_not_deleted() {
        AlertProgress stored = progress("orders", "Critical");
        AlertBatch batch = new AlertBatch(List.of(stored));
        batch.apply(new AlertChange(List.of(), List.of(stored), List.of()));
        assertThat(batch.deleted()).containsExactly(new AlertId("orders", "Critical"));
        AlertProgress again = stored.withFiring(NOW);
        batch.apply(new AlertChange(List.of(again), List.of(), List.of()));
        assertThat(batch.deleted()).isEmpty();
        assertThat(batch.updated()).containsExactly(again);
    }

    private static AlertProgress progress(String target, String name) {
        return new AlertProgress(target, name, 1, 0, null, NOW, NOW, null);
    }
}
