package io.connwarden.console.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.console.stream.StreamLog.Batch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamLogTest {
    private static final Duration SHORT = Duration.ofMillis(1);

    private final StreamLog log = new StreamLog();

    @Test
    void a_reader_receives_every_event_after_its_position_once() throws Exception {
        long position = log.end();
        append(250);
        List<String> read = new ArrayList<>();
        for (Batch batch = log.read(position, SHORT); !batch.events().isEmpty(); batch = log.read(position, SHORT)) {
            batch.events().forEach(event -> read.add(event.data()));
            position = batch.position();
        }
        assertThat(read).hasSize(250).doesNotHaveDuplicates().startsWith("0").endsWith("249");
    }

    @Test
    void a_reader_that_falls_behind_is_told_so_and_continues_at_the_end() throws Exception {
        append(StreamLog.MAX_EVENTS + 5);
        assertThat(log.read(5, SHORT).lost()).isFalse();
        Batch lost = log.read(4, SHORT);
        assertThat(lost.lost()).isTrue();
        assertThat(lost.position()).isEqualTo(StreamLog.MAX_EVENTS + 5);
        assertThat(log.read(lost.position(), SHORT).lost()).isFalse();
    }

    @Test
    void a_position_that_was_never_assigned_is_lost() throws Exception {
        assertThat(log.read(Long.MAX_VALUE, SHORT).lost()).isTrue();
        assertThat(log.read(-1, SHORT).lost()).isTrue();
    }

    @Test
    void the_size_of_all_events_is_limited_and_the_latest_is_kept() throws Exception {
        String large = "x".repeat(StreamLog.MAX_CHARACTERS / 4);
        for (int i = 0; i < 6; i++) {
            log.append("result", "db", large);
        }
        assertThat(log.isKept(2)).isTrue();
        assertThat(log.isKept(1)).isFalse();
        log.append("result", "db", "x".repeat(StreamLog.MAX_CHARACTERS + 1));
        assertThat(log.read(6, SHORT).events()).hasSize(1);
    }

    @Test
    void a_batch_is_limited_in_size_and_has_at_least_one_event() throws Exception {
        String half = "x".repeat(StreamLog.BATCH_CHARACTERS / 2);
        for (int i = 0; i < 5; i++) {
            log.append("result", "db", half);
        }
        log.append("result", "db", half.repeat(3));
        List<Integer> sizes = new ArrayList<>();
        for (long position = 0; position < log.end(); ) {
            Batch batch = log.read(position, SHORT);
            sizes.add(batch.events().size());
            position = batch.position();
        }
        assertThat(sizes).containsExactly(2, 2, 1, 1);
    }

    @Test
    void a_waiting_reader_is_woken_by_an_event_and_by_the_close() throws Exception {
        List<Batch> batches = new ArrayList<>();
        Thread reader = new Thread(() -> {
            try {
                batches.add(log.read(0, Duration.ofHours(1)));
                batches.add(log.read(1, Duration.ofHours(1)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        reader.start();
        append(1);
        await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);
        log.close();
        reader.join(10_000);
        assertThat(batches).extracting(batch -> batch.events().size()).containsExactly(1, 0);
    }

    @Test
    void an_id_of_another_process_has_no_position() {
        StreamPositions positions = new StreamPositions(-2);
        assertThat(positions.position(positions.id(7))).hasValue(7);
        assertThat(positions.position(new StreamPositions(5).id(7))).isEmpty();
        for (String text : List.of("", "7", "fffffffe-", "fffffffe-9999999999999999999", "x\r\ny")) {
            assertThat(positions.position(text)).isEmpty();
        }
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            log.append("health", "db", String.valueOf(i));
        }
    }
}
