package io.connwarden.sql.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.sql.store.Outbox.OutboxDepth;
import io.connwarden.sql.store.Outbox.OutboxRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxIT {
    private static final StoreDatabase STORE = StoreDatabase.create();

    private final Outbox outbox = new Outbox(STORE.dataSource);

    @Test
    void unsent_records_are_returned_in_the_order_of_enqueuing() {
        add("a");
        add("b");
        add("c");
        List<OutboxRecord> waiting = outbox.unsent(10);
        assertThat(waiting)
                .extracting(record -> new String(record.value(), UTF_8))
                .containsExactly("a", "b", "c");
        assertThat(outbox.unsent(2)).hasSize(2);
        assertThat(outbox.depth().pending()).isEqualTo(3);

        outbox.markSent(List.of(waiting.get(0).id()));
        outbox.reject(waiting.get(1).id(), "too large");
        assertThat(outbox.unsent(10))
                .singleElement()
                .satisfies(record ->
                        assertThat(record.id()).isEqualTo(waiting.get(2).id()));
        assertThat(outbox.depth().rejected()).isEqualTo(1);
        assertThat(outbox.depth().maxAgeSeconds()).isPositive();
        outbox.markSent(List.of(waiting.get(2).id()));
        assertThat(outbox.depth()).isEqualTo(new OutboxDepth(0, 0, 1));
    }

    @Test
    void only_one_connection_holds_the_relay_lock() throws SQLException {
        try (Connection one = STORE.dataSource.getConnection();
                Connection other = STORE.dataSource.getConnection()) {
            Outbox first = Outbox.onConnection(one);
            Outbox second = Outbox.onConnection(other);
            assertThat(first.tryAcquireRelayLock()).isTrue();
            assertThat(second.tryAcquireRelayLock()).isFalse();
            first.releaseRelayLock();
            assertThat(second.tryAcquireRelayLock()).isTrue();
        }
    }

    private void add(String value) {
        outbox.enqueue(new OutboxRecord(0, "results", "key".getBytes(UTF_8), "{}", value.getBytes(UTF_8)));
    }
}
