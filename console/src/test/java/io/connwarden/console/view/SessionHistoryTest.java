package io.connwarden.console.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.console.Snapshots;
import io.connwarden.contracts.message.SessionSnapshot;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionHistoryTest {
    private static final Instant START = Snapshots.TIME;

    @Test
    void the_last_300_samples_of_a_target_are_kept() {
        SessionHistory history = new SessionHistory(1_000_000);
        for (int i = 0; i < 305; i++) {
            assertThat(history.add(Snapshots.idle("db", START.plusSeconds(i), 2)))
                    .isTrue();
        }
        assertThat(history.all("db")).hasSize(300);
        assertThat(history.all("db").get(0).capturedAt()).isEqualTo(START.plusSeconds(5));
        assertThat(history.latest("db").orElseThrow().capturedAt()).isEqualTo(START.plusSeconds(304));
        assertThat(history.weight()).isEqualTo(300 * 3);
    }

    @Test
    void above_the_weight_the_oldest_sample_of_any_target_is_dropped_and_the_latest_of_each_is_kept() {
        SessionHistory history = new SessionHistory(22);
        history.add(Snapshots.idle("rare", START.minusSeconds(9), 4));
        for (int i = 0; i < 10; i++) {
            history.add(Snapshots.idle("busy", START.plusSeconds(i), 4));
        }
        assertThat(times(history, "rare")).containsExactly(START.minusSeconds(9));
        assertThat(times(history, "busy"))
                .containsExactly(START.plusSeconds(7), START.plusSeconds(8), START.plusSeconds(9));
        assertThat(history.weight()).isEqualTo(20);
    }

    @Test
    void the_limit_holds_even_if_the_latest_samples_alone_exceed_it() {
        SessionHistory history = new SessionHistory(22);
        for (int i = 0; i < 10; i++) {
            history.add(Snapshots.idle("db" + i, START.plusSeconds(i), 4));
        }
        assertThat(history.weight()).isEqualTo(20);
        assertThat(history.latest("db0")).isEmpty();
        assertThat(history.latest("db9")).isPresent();
    }

    @Test
    void a_sample_larger_than_the_limit_is_shown_alone() {
        SessionHistory history = new SessionHistory(3);
        history.add(Snapshots.idle("db", START, 2));
        history.add(Snapshots.idle("db", START.plusSeconds(1), 50));
        assertThat(times(history, "db")).containsExactly(START.plusSeconds(1));
    }

    @Test
    void a_sample_that_arrives_late_or_again_does_not_replace_the_latest() {
        SessionHistory history = new SessionHistory(100);
        history.add(Snapshots.idle("db", START.plusSeconds(5), 1));
        assertThat(history.add(Snapshots.idle("db", START, 1))).isFalse();
        assertThat(history.add(Snapshots.idle("db", START.plusSeconds(5), 1))).isFalse();
        assertThat(times(history, "db")).containsExactly(START, START.plusSeconds(5));
        assertThat(history.latest("db").orElseThrow().capturedAt()).isEqualTo(START.plusSeconds(5));
        assertThat(history.at("db", START.plusSeconds(4)).orElseThrow().capturedAt())
                .isEqualTo(START);
        assertThat(history.at("db", START.minusSeconds(1))).isEmpty();
    }

    @Test
    void a_session_without_a_change_needs_memory_once() {
        SessionHistory history = new SessionHistory(100);
        history.add(Snapshots.idle("db", START, 1));
        history.add(Snapshots.idle("db", START.plusSeconds(1), 2));
        List<SessionSnapshot> all = history.all("db");
        assertThat(all.get(1).rows().get(0)).isSameAs(all.get(0).rows().get(0));
        assertThat(all.get(1).rows()).isEqualTo(Snapshots.idle("db", START, 2).rows());
    }

    @Test
    void targets_beyond_the_limit_are_ignored() {
        SessionHistory history = new SessionHistory(100_000);
        for (int i = 0; i < FleetView.MAX_TARGETS + 5; i++) {
            history.add(Snapshots.idle("db" + i, START, 1));
        }
        assertThat(history.weight()).isEqualTo(FleetView.MAX_TARGETS * 2);
    }

    private static List<Instant> times(SessionHistory history, String target) {
        return history.all(target).stream().map(SessionSnapshot::capturedAt).toList();
    }
}
