package io.connwarden.sql.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.sql.store.Outbox.OutboxDepth;
import io.connwarden.sql.store.Outbox.OutboxRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxIT {
    private static final StoreDatabase STORE = StoreDatabase.create();

    private final Outbox outbox = new Outbox(STORE.dataSource);

    @BeforeEach
    void clear() {
        STORE.sql.execute("DELETE FROM outbox");
    }

    @Test
    void unsent_records_are_returned_in_the_order_of_enqueuing() {
        add("results", "a");
        add("results", "b");
        add("results", "c");
        List<OutboxRecord> waiting = outbox.unsent("results", 10, 1000);
        assertThat(waiting)
                .extracting(record -> new String(record.value(), UTF_8))
                .containsExactly("a", "b", "c");
        assertThat(outbox.unsent("results", 2, 1000)).hasSize(2);
        assertThat(outbox.depth().pending()).isEqualTo(3);

        outbox.markSent(List.of(waiting.get(0).id()));
        outbox.reject(waiting.get(1).id(), "too large");
        assertThat(outbox.unsent("results", 10, 1000))
                .singleElement()
                .satisfies(record ->
                        assertThat(record.id()).isEqualTo(waiting.get(2).id()));
        assertThat(outbox.depth().rejected()).isEqualTo(1);
        assertThat(outbox.depth().maxAgeSeconds()).isPositive();
        outbox.markSent(List.of(waiting.get(2).id()));
        assertThat(outbox.depth()).isEqualTo(new OutboxDepth(0, 0, 1));
    }

    @Test
    void one_process_at_a_time_holds_the_relay_lease() {
        RelayLease first = new RelayLease(STORE.dataSource, "first", Duration.ofMinutes(1));
        RelayLease second = new RelayLease(STORE.dataSource, "second", Duration.ZERO);
        assertThat(first.acquire()).isTrue();
        assertThat(second.acquire()).isFalse();
        assertThat(first.acquire()).as("renewal").isTrue();
        second.release();
        assertThat(second.acquire()).isFalse();
        first.release();
        assertThat(second.acquire()).isTrue();
        assertThat(first.acquire()).as("after the expiry").isTrue();
        first.release();
    }

    @Test
    void records_of_one_topic_do_not_hide_records_of_another_topic() {
        add("hidden", "a");
        add("topics", "b");
        add("hidden", "c");
        assertThat(outbox.topicsWithUnsent()).contains("hidden", "topics").doesNotHaveDuplicates();
        assertThat(values(outbox.unsent("topics", 1, 1000))).containsExactly("b");
        assertThat(values(outbox.unsent("hidden", 10, 1000))).containsExactly("a", "c");
    }

    @Test
    void a_batch_is_limited_by_the_size_of_its_values() {
        String megabyte = "m".repeat(1_000_000);
        for (int i = 0; i < 10; i++) {
            add("large", megabyte);
        }
        assertThat(outbox.unsent("large", 200, 4_000_000)).hasSize(4);
        assertThat(outbox.unsent("large", 200, 1)).as("at least one record").hasSize(1);
    }

    @Test
    void records_sent_or_rejected_long_ago_are_deleted_in_slices() {
        for (int i = 0; i < 4; i++) {
            add("old", "value");
        }
        add("old", "pending");
        STORE.sql.execute("UPDATE outbox SET created_at = '2020-01-01'");
        STORE.sql.execute("UPDATE outbox SET sent_at = '2020-01-01'"
                + " WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT 3)");
        outbox.reject(outbox.unsent("old", 1, 1).get(0).id(), "too large");
        StoreMaintenance maintenance = new StoreMaintenance(STORE.dataSource);
        Instant cutoff = Instant.parse("2021-01-01T00:00:00Z");
        assertThat(maintenance.deleteSentBefore(cutoff, 3)).isEqualTo(3);
        assertThat(maintenance.deleteSentBefore(cutoff, 3)).isEqualTo(1);
        assertThat(values(outbox.unsent("old", 10, 1000))).containsExactly("pending");
    }

    private static List<String> values(List<OutboxRecord> records) {
        return records.stream().map(record -> new String(record.value(), UTF_8)).toList();
    }

    private void add(String topic, String value) {
        outbox.enqueue(new OutboxRecord(0, topic, "key".getBytes(UTF_8), "{}", value.getBytes(UTF_8)));
    }
}
