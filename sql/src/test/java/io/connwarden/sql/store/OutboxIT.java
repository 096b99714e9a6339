package io.connwarden.sql.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxIT {
    private static final StoreDatabase STORE = StoreDatabase.fresh();

    private final Outbox outbox = new Outbox(STORE.dataSource);

    @Test
    void records_come_out_in_the_order_they_went_in_until_they_are_marked() {
        add("a");
        add("b");
        add("c");
        List<OutboxRecord> waiting = outbox.unsent(10);
        assertThat(waiting)
                .extracting(record -> new String(record.value(), UTF_8))
                .containsExactly("a", "b", "c");
        assertThat(outbox.unsent(2)).hasSize(2);
        assertThat(outbox.depth().waiting()).isEqualTo(3);

        outbox.markSent(List.of(waiting.get(0).id()));
        outbox.refuse(waiting.get(1).id(), "too large");
        assertThat(outbox.unsent(10))
                .singleElement()
                .satisfies(record ->
                        assertThat(record.id()).isEqualTo(waiting.get(2).id()));
        assertThat(outbox.depth().refused()).isEqualTo(1);
        assertThat(outbox.depth().oldestSeconds()).isPositive();
        outbox.markSent(List.of(waiting.get(2).id()));
        assertThat(outbox.depth()).isEqualTo(new OutboxDepth(0, 0, 1));
    }

    @Test
    void only_one_connection_is_the_relay() throws SQLException {
        try (Connection one = STORE.dataSource.getConnection();
                Connection other = STORE.dataSource.getConnection()) {
            Outbox first = Outbox.over(one);
            Outbox second = Outbox.over(other);
            assertThat(first.becomeRelay()).isTrue();
            assertThat(second.becomeRelay()).isFalse();
            first.stopBeingRelay();
            assertThat(second.becomeRelay()).isTrue();
        }
    }

    private void add(String value) {
        outbox.add(new OutboxRecord(0, "results", "key".getBytes(UTF_8), "{}", value.getBytes(UTF_8)));
    }
}
