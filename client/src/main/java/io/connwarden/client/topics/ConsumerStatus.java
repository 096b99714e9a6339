package io.connwarden.client.topics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The status of a consumer, with counters since its start.
 *
 * @param ready true while the consumer reads from a fixed position
 * @param events events passed to the listener
 * @param unreadable records that are not events of the topic's type
 * @param listenerFailures exceptions thrown by the listener
 * @param lastEventAt time of the last event by the clock of its producer; null before the first event
 */
public record ConsumerStatus(
        boolean ready,
        long events,
        long unreadable,
        long listenerFailures,
        @Nullable Instant lastEventAt) {}
