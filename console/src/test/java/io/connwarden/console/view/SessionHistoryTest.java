package io.connwarden.console.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.console.Snapshots;
import io.connwarden.contracts.message.SessionClass;
import io.connwarden.contracts.message.SessionSnapshot;
import io.connwarden.contracts.message.SessionSnapshot.Row;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SessionHistoryTest {
    private static final Instant START = Snapshots.TIME;
    private static final long AMPLE = 100_000_000;
    /** Memory for a latest snapshot with four rows and three packed ones. */
    private static final long SMALL = 1_700 + 3 * 400;

    @Test
    void the_last_300_samples_of_a_target_are_kept() {
        SessionHistory history = new SessionHistory(AMPLE);
        for (int i = 0; i < 305; i++) {
            assertThat(history.add(Snapshots.idle("db", START.plusSeconds(i), 2)))
                    .isTrue();
        }
        assertThat(history.sizes("db")).hasSize(300);
        assertThat(history.sizes("db").get(0)).isEqualTo(new SampleSize(START.plusSeconds(5), 2, 0));
        assertThat(history.latest("db").orElseThrow().capturedAt()).isEqualTo(START.plusSeconds(304));
    }

    @Test
    void a_packed_sample_is_read_as_it_was_written() {
        SessionHistory history = new SessionHistory(AMPLE);
        List<SessionSnapshot> written = IntStream.range(0, 40)
                .mapToObj(i -> new SessionSnapshot("db", START.plusNanos(i), START, rows(i), i))
                .toList();
        written.forEach(history::add);
        for (SessionSnapshot snapshot : written) {
            assertThat(history.at("db", snapshot.capturedAt())).contains(snapshot);
        }
    }

    @Test
    void a_session_without_a_change_needs_little_memory() {
        SessionHistory history = new SessionHistory(AMPLE);
        for (int i = 0; i < 17; i++) {
            history.add(Snapshots.idle("db", START.plusSeconds(i), 100));
        }
        long before = history.memory();
        for (int i = 17; i < 33; i++) {
            history.add(Snapshots.idle("db", START.plusSeconds(i), 100));
        }
        assertThat((history.memory() - before) / 16).isLessThan(600);
    }

    @Test
    void the_memory_of_a_dropped_sample_counts_while_later_ones_need_it() {
        SessionHistory history = new SessionHistory(AMPLE);
        for (int i = 0; i < 300; i++) {
            history.add(Snapshots.idle("db", START.plusSeconds(i), 100));
        }
        long before = history.memory();
        history.add(Snapshots.idle("db", START.plusSeconds(300), 100));
        assertThat(history.memory()).isGreaterThan(before);
        for (int i = 301; i < 316; i++) {
            history.add(Snapshots.idle("db", START.plusSeconds(i), 100));
        }
        // As many samples of each kind as before: the first group is gone, and a later one is complete.
        assertThat(history.memory()).isCloseTo(before, Offset.offset(before / 100));
    }

    @Test
    void a_base_is_freed_with_its_last_sample_and_not_used_again() {
        KeptSamples kept = new KeptSamples(Snapshots.idle("db", START, 100));
        PackedSnapshot first = kept.replaceLatest(Snapshots.idle("db", START.plusSeconds(1), 100));
        PackedSnapshot second = kept.replaceLatest(Snapshots.idle("db", START.plusSeconds(2), 100));
        assertThat(second.base()).isSameAs(first);
        assertThat(kept.remove(first.capturedAt())).isZero();
        assertThat(kept.remove(second.capturedAt())).isEqualTo(first.memory() + second.memory());
        assertThat(kept.remove(second.capturedAt())).isZero();
        PackedSnapshot third = kept.replaceLatest(Snapshots.idle("db", START.plusSeconds(3), 100));
        assertThat(third.base()).isSameAs(third);
    }

    @Test
    void above_the_limit_the_oldest_sample_of_any_target_is_dropped_and_the_latest_of_each_is_kept() {
        SessionHistory history = new SessionHistory(SMALL + 1_700);
        history.add(Snapshots.idle("rare", START.minusSeconds(9), 4));
        for (int i = 0; i < 10; i++) {
            history.add(Snapshots.idle("busy", START.plusSeconds(i), 4));
        }
        assertThat(times(history, "rare")).containsExactly(START.minusSeconds(9));
        assertThat(times(history, "busy")).hasSizeBetween(2, 6).last().isEqualTo(START.plusSeconds(9));
        assertThat(history.memory()).isBetween(SMALL, SMALL + 1_700);
    }

    @Test
    void the_limit_holds_even_if_the_latest_samples_alone_exceed_it() {
        SessionHistory history = new SessionHistory(SMALL);
        for (int i = 0; i < 10; i++) {
            history.add(Snapshots.idle("db" + i, START.plusSeconds(i), 4));
        }
        assertThat(history.memory()).isLessThanOrEqualTo(SMALL);
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
        SessionHistory history = new SessionHistory(AMPLE);
        history.add(Snapshots.idle("db", START.plusSeconds(5), 1));
        assertThat(history.add(Snapshots.idle("db", START, 1))).isFalse();
        assertThat(history.add(Snapshots.idle("db", START.plusSeconds(5), 1))).isFalse();
        assertThat(history.add(Snapshots.idle("db", START, 1))).isFalse();
        assertThat(times(history, "db")).containsExactly(START, START.plusSeconds(5));
        assertThat(history.latest("db").orElseThrow().capturedAt()).isEqualTo(START.plusSeconds(5));
        assertThat(history.at("db", START.plusSeconds(4)).orElseThrow().capturedAt())
                .isEqualTo(START);
        assertThat(history.at("db", START.minusSeconds(1))).isEmpty();
        assertThat(history.takenAt("db", START)).isPresent();
        assertThat(history.takenAt("db", START.plusSeconds(4))).isEmpty();
    }

    @Test
    void targets_beyond_the_limit_are_ignored() {
        SessionHistory history = new SessionHistory(AMPLE);
        for (int i = 0; i < FleetView.MAX_TARGETS + 5; i++) {
            history.add(Snapshots.idle("db" + i, START, 1));
        }
        assertThat(history.latest("db" + (FleetView.MAX_TARGETS - 1))).isPresent();
        assertThat(history.latest("db" + FleetView.MAX_TARGETS)).isEmpty();
    }

    /** Rows with every field set, with none set, and with texts that no compressor makes smaller. */
    private static List<Row> rows(int i) {
        Row full = new Row(
                i + 1,
                START,
                "用户" + i,
                "db",
                "a".repeat(i * 50),
                "::1",
                "active",
                START.plusNanos(1_000L * i),
                START,
                START,
                "Lock",
                "tuple",
                "client backend",
                List.of(0, i + 7),
                i % 2 == 0 ? SessionClass.ZOMBIE : null,
                "G5");
        Row empty = new Row(
                9, null, null, null, null, null, null, null, null, null, null, null, null, List.of(), null, null);
        return i % 3 == 0 ? List.of() : List.of(full, empty, Snapshots.row(i + 50, 3));
    }

    private static List<Instant> times(SessionHistory history, String target) {
        return history.sizes(target).stream().map(SampleSize::capturedAt).toList();
    }
}
