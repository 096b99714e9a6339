package io.connwarden.client.topics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer has done since its start.
 *
 * @param ready whether it has found its topic and its place in it
 * @param events handed to the listener
 * @param unreadable records that were no event of the topic's type
 * @param listenerFailures exceptions the listener threw
 * @param lastEventAt when the last event happened, by its producer's clock; null before the first
 */
public record ConsumerStatus(
        boolean ready,
        long events,
        long unreadable,
        long listenerFailures,
        @Nullable Instant lastEventAt) {}
