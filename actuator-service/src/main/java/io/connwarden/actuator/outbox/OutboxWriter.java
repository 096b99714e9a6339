package io.connwarden.actuator.outbox;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.codec.EncodedEvent;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.sql.store.Outbox;
import io.connwarden.sql.store.Outbox.OutboxRecord;

/** The writer of events to the outbox, in the caller's transaction. */
public final class OutboxWriter {
    private final Outbox outbox;
    private final EventCodec codec = EventCodec.instance();

    public OutboxWriter(Outbox outbox) {
        this.outbox = outbox;
    }

    public void write(String topic, Event<?> event) {
        EncodedEvent encoded = codec.encode(event);
        outbox.enqueue(
                new OutboxRecord(0, topic, encoded.key(), OutboxHeaders.toJson(encoded.headers()), encoded.value()));
    }
}
