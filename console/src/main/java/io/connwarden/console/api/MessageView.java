package io.connwarden.console.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.codec.EventCodec;
import java.time.Instant;

/**
 * An event as the API shows it.
 *
 * @param id CloudEvents id
 * @param source CloudEvents source
 * @param target id of the target
 * @param data the message as on its topic
 */
public record MessageView(
        String id,
        String source,
        Instant time,
        String target,
        @JsonRawValue String data) {

    public static MessageView of(Event<?> event) {
        return new MessageView(
                event.id().id(),
                event.id().source(),
                event.time(),
                event.subject(),
                EventCodec.instance().toJson(event.data()));
    }
}
