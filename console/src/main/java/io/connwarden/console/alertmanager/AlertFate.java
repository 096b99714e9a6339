package io.connwarden.console.alertmanager;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The fate of one firing alert.
 *
 * @param alert name of the alert; empty without the label {@code alertname}
 * @param target id of the target; null if the alert names none
 * @param commandId id of the command; null for an ignored alert
 * @param detail the reason for another state than SENT; null for SENT
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AlertFate(
        String alert,
        @Nullable String target,
        State state,
        @Nullable String commandId,
        @Nullable String detail) {
    enum State {
        /** Kafka has stored the command. */
        SENT,
        /** The label with the target is missing or invalid. A repetition does not help. */
        IGNORED,
        /** The caller may not send the command, or its id belongs to another one. A repetition does not help. */
        REFUSED,
        /** Kafka or the console could not take the command. A repetition helps. */
        FAILED
    }
}
