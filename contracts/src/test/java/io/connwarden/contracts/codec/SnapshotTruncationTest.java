package io.connwarden.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.SessionSnapshot;
import io.connwarden.testing.SeededTest;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A snapshot fits into an event of any size limit, omits its last rows, and states their number. */
class SnapshotTruncationTest {
    private static final Instant THREE = ExampleEvents.THREE;
    private static final EventId ID = new EventId("urn:test", "s-1");

    @SeededTest(count = 4)
    void a_snapshot_of_any_size_is_at_most_1_000_000_bytes_and_counts_each_session(long seed) {
        RandomMessages random = new RandomMessages(seed);
        SessionSnapshot all = snapshot(random, 3_000 + new Random(seed).nextInt(3_000));

        checkEncodedWithin(all, EventTruncation.MAX_EVENT_BYTES);
    }

    @SeededTest(count = 4)
    void a_snapshot_is_truncated_to_any_limit(long seed) {
        RandomMessages random = new RandomMessages(seed);
        Random limits = new Random(seed);
        for (int i = 0; i < 50; i++) {
            checkEncodedWithin(snapshot(random, limits.nextInt(30)), 1_100 + limits.nextInt(10_000));
        }
    }

    @Test
    void a_snapshot_within_the_limit_is_complete() {
        SessionSnapshot all = snapshot(new RandomMessages(1), 500);

        assertThat(encode(all, EventTruncation.MAX_EVENT_BYTES)).isEqualTo(all);
    }

    private static SessionSnapshot snapshot(RandomMessages random, int rows) {
        return new SessionSnapshot(
                "orders-db",
                THREE,
                THREE,
                Stream.generate(random::row).limit(rows).toList(),
                7);
    }

    private static void checkEncodedWithin(SessionSnapshot all, int maxBytes) {
        SessionSnapshot encoded = encode(all, maxBytes);
        int kept = encoded.rows().size();

        assertThat(encoded).isEqualTo(all.withFirstRows(kept));
        assertThat(encoded.omittedRows()).isEqualTo(7 + all.rows().size() - kept);
        if (kept < all.rows().size()) {
            int withNextRow = EventCodec.instance()
                    .encode(new Event<>(ID, THREE, all.withFirstRows(kept + 1)), Integer.MAX_VALUE)
                    .value()
                    .length;
            assertThat(withNextRow).as("size with one more row").isGreaterThan(maxBytes - 20);
        }
    }

    private static SessionSnapshot encode(SessionSnapshot snapshot, int maxBytes) {
        EncodedEvent encoded = EventCodec.instance().encode(new Event<>(ID, THREE, snapshot), maxBytes);
        assertThat(encoded.value().length).isLessThanOrEqualTo(maxBytes);
        return (SessionSnapshot) RawRecords.decodeEvent(encoded).event().data();
    }
}
