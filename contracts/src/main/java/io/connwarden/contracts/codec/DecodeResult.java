package io.connwarden.contracts.codec;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import org.jspecify.annotations.Nullable;

/** The result of decoding a record: an event, or the reason for its rejection. */
public sealed interface DecodeResult {

    /** The record contained an event. */
    record Decoded(Event<?> event) implements DecodeResult {}

    /**
     * The record contained no readable event.
     *
     * @param reason one sentence of bounded length with the field, its value and the accepted values
     * @param id the identity of the event, for a result; null if unreadable
     * @param target the target, for a result; null if unreadable
     */
    record Unreadable(
            String reason, @Nullable EventId id, @Nullable String target) implements DecodeResult {}
}
