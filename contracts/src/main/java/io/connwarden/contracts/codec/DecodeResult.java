package io.connwarden.contracts.codec;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import org.jspecify.annotations.Nullable;

/** What came of reading a record: an event, or the reason why there is none. Never an exception. */
public sealed interface DecodeResult {

    /** The record held this event. */
    @SuppressWarnings("JavaLangClash") // the counterpart of Unreadable; nobody mistakes it for a character source
    record Decoded(Event<?> event) implements DecodeResult {}

    /**
     * The record held no event that could be read.
     *
     * @param reason one sentence for a person, naming the field, the value and what is allowed; of bounded length
     * @param id the event's identity if it could be read all the same, so that the sender can be answered
     * @param target the target if it could be read all the same
     */
    record Unreadable(
            String reason, @Nullable EventId id, @Nullable String target) implements DecodeResult {}
}
