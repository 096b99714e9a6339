package io.connwarden.standalone.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.DecodeResult;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertSeverity;
import io.connwarden.contracts.message.AlertStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventConsumerTest {
    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

    private final List<Event<?>> delivered = new ArrayList<>();

    @Test
    void an_event_at_the_start_or_later_is_delivered() {
        Event<Alert> atStart = eventAt(START);
        Event<Alert> later = eventAt(START.plusSeconds(1));
        deliver(new DecodeResult.Decoded(atStart));
        deliver(new DecodeResult.Decoded(later));
        assertThat(delivered).containsExactly(atStart, later);
    }

    @Test
    void an_event_from_before_the_start_is_dropped() {
        deliver(new DecodeResult.Decoded(eventAt(START.minusMillis(1))));
        assertThat(delivered).isEmpty();
    }

    @Test
    void an_unreadable_record_is_dropped() {
        deliver(new DecodeResult.Unreadable("type is missing", null, null));
        assertThat(delivered).isEmpty();
    }

    private void deliver(DecodeResult result) {
        EventConsumer.deliver(result, START, delivered::add);
    }

    private static Event<Alert> eventAt(Instant time) {
        return new Event<>(
                new EventId("urn:connwarden:actuator", "1"),
                time,
                Alert.builder("orders-db", "ConnectionSlotsCritical", AlertStatus.FIRING, AlertSeverity.CRITICAL, START)
                        .summary("orders-db: slots 95 %")
                        .description("Slot utilization is above 90 %.")
                        .build());
    }
}
