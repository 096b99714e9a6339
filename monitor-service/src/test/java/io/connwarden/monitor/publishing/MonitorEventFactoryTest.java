package io.connwarden.monitor.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.contracts.message.Health;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MonitorEventFactoryTest {
    private final MonitorEventFactory events = new MonitorEventFactory("host-1");

    private Event<Health> create(Health health) {
        return events.create(health, health.lastCheck());
    }

    @Test
    void source_names_the_instance_and_subject_the_target() {
        Event<Health> event = create(health(0));
        assertThat(event.id().source()).isEqualTo("urn:connwarden:monitor:host-1");
        assertThat(event.subject()).isEqualTo("orders-db");
        assertThat(event.time()).isEqualTo(Instant.ofEpochMilli(0));
    }

    @Test
    void events_of_the_same_instant_have_distinct_ids() {
        assertThat(IntStream.range(0, 1_000)
                        .mapToObj(i -> create(health(7)).id().id()))
                .doesNotHaveDuplicates();
    }

    @Test
    void ids_are_uuids_of_version_7_that_sort_by_time() {
        List<String> ids = IntStream.range(0, 100)
                .mapToObj(i -> create(health(1_800_000_000_000L + i)).id().id())
                .toList();
        assertThat(ids).isSorted();
        assertThat(ids).map(UUID::fromString).allSatisfy(id -> {
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
        });
    }

    private static Health health(long millis) {
        return Assessment.unreachable("orders-db", "for the test", "a remedy", Instant.ofEpochMilli(millis));
    }
}
