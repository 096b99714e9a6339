package io.connwarden.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.sql.store.SavedSamples.SampleCount;
import io.connwarden.sql.store.SavedSamples.SavedAction;
import io.connwarden.sql.store.SavedSamples.SavedSample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SavedSamplesIT {
    private static final StoreDatabase STORE = StoreDatabase.create();
    private static final Instant START = Instant.parse("2030-01-01T10:00:00.123456Z");
    private static final int SIZE = 1_000;

    private final SavedSamples saved = new SavedSamples(STORE.dataSource, Duration.ofSeconds(10));
    private final StoreMaintenance maintenance = new StoreMaintenance(STORE.dataSource);

    @Test
    void a_sample_is_saved_once_and_read_as_it_was_written() {
        save("once", 0, 10 * SIZE);
        save("once", 0, 10 * SIZE);
        save("once", 1, 10 * SIZE);
        assertThat(saved.counts("once", START, START.plusSeconds(1), 10))
                .containsExactly(new SampleCount(START, 2, 7), new SampleCount(START.plusSeconds(1), 2, 7));
        assertThat(saved.samples("once", START, START.plusSeconds(1), 10))
                .extracting(SavedSample::capturedAt)
                .containsExactly(START.plusSeconds(1));
        assertThat(saved.counts("other", START, START.plusSeconds(1), 10)).isEmpty();
    }

    @Test
    void above_the_size_limit_the_oldest_samples_of_the_target_are_deleted() {
        save("quiet", 50, 3 * SIZE);
        for (int second = 0; second < 6; second++) {
            save("busy", second, 3 * SIZE);
        }
        assertThat(seconds("busy")).containsExactly(3L, 4L, 5L);
        assertThat(seconds("quiet")).containsExactly(50L);
        assertThat(STORE.sql.queryForObject("SELECT sum(bytes) FROM saved_samples WHERE target = 'busy'", Long.class))
                .isEqualTo(3L * SIZE);
    }

    @Test
    void above_the_size_limit_a_sample_displaces_only_earlier_ones() {
        for (int second : new int[] {3, 4, 6}) {
            save("again", second, 3 * SIZE);
        }
        save("again", 2, 3 * SIZE);
        save("again", 4, 3 * SIZE);
        assertThat(seconds("again")).containsExactly(3L, 4L, 6L);
        save("again", 5, 3 * SIZE);
        assertThat(seconds("again")).containsExactly(4L, 5L, 6L);
        save("again", 3, 4 * SIZE);
        assertThat(seconds("again")).containsExactly(3L, 4L, 5L, 6L);
    }

    @Test
    void a_sample_above_the_limit_replaces_all_others() {
        save("large", 0, 10 * SIZE);
        save("large", 1, SIZE / 2);
        assertThat(seconds("large")).containsExactly(1L);
        save("large", 0, SIZE / 2);
        assertThat(seconds("large")).containsExactly(1L);
    }

    @Test
    void an_action_is_found_by_the_id_of_its_result_and_of_its_command() {
        SavedAction action = new SavedAction("a-1", "c-1", "db", START, START.plusSeconds(300));
        saved.saveAction(action);
        saved.saveAction(new SavedAction("a-1", "c-1", "db", START.plusSeconds(9), START.plusSeconds(300)));
        assertThat(saved.actions("a-1")).containsExactly(action);
        assertThat(saved.actions("c-1")).containsExactly(action);
        assertThat(saved.actions("a-2")).isEmpty();
    }

    @Test
    void samples_and_actions_past_the_retention_are_deleted() {
        Instant old = START.minus(Duration.ofDays(400));
        saved.save("retained", new SavedSample(old, json()), 10 * SIZE);
        save("retained", 0, 10 * SIZE);
        saved.saveAction(new SavedAction("old", null, "retained", old, old));
        Instant cutoff = START.minus(Duration.ofDays(30));
        assertThat(maintenance.deleteSavedSamplesBefore(cutoff, 10)).isEqualTo(1);
        assertThat(maintenance.deleteSavedActionsBefore(cutoff, 10)).isEqualTo(1);
        assertThat(maintenance.deleteSavedSamplesBefore(cutoff, 10)).isZero();
        assertThat(seconds("retained")).containsExactly(0L);
    }

    private void save(String target, int second, int maxBytes) {
        saved.save(target, new SavedSample(START.plusSeconds(second), json()), maxBytes);
    }

    private List<Long> seconds(String target) {
        return saved.counts(target, START.minus(Duration.ofDays(500)), START.plusSeconds(100), 100).stream()
                .map(sample -> Duration.between(START, sample.capturedAt()).toSeconds())
                .toList();
    }

    /** Returns a sample of 1,000 bytes. */
    private static String json() {
        String start = "{\"rows\":[[1],[2]],\"omittedRows\":7,\"text\":\"";
        return start + "x".repeat(SIZE - start.length() - 2) + "\"}";
    }
}
