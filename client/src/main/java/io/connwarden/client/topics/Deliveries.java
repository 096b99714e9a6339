package io.connwarden.client.topics;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.codec.Decoded;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Message;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns records into events for the listener. No record stops the reading, whatever is in it. */
final class Deliveries<T extends Message> {
    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

    private final Class<T> type;
    private final ReadOptions options;
    private final EventListener<T> listener;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();
    private final AtomicLong listenerFailures = new AtomicLong();
    private volatile @Nullable Instant lastEventAt;

    Deliveries(Class<T> type, ReadOptions options, EventListener<T> listener) {
        this.type = type;
        this.options = options;
        this.listener = listener;
    }

    void deliver(ConsumerRecord<byte[], byte[]> polled) {
        Decoded decoded = EventCodec.standard()
                .decode(headers(polled), polled.value(), Instant.ofEpochMilli(Math.max(0, polled.timestamp())));
        if (decoded instanceof Decoded.Readable readable) {
            deliver(readable.event(), polled);
        } else if (decoded instanceof Decoded.Unreadable refused) {
            refuse(polled, refused.reason());
        }
    }

    private void deliver(Event<?> event, ConsumerRecord<byte[], byte[]> polled) {
        if (!type.isInstance(event.data())) {
            refuse(polled, "it is of type " + event.type().value() + ", which does not belong on this topic");
            return;
        }
        if (!options.wants(event.data())) {
            return;
        }
        lastEventAt = event.time();
        events.incrementAndGet();
        tell(polled, () -> listener.onEvent(new Event<>(event.id(), event.time(), type.cast(event.data()))));
    }

    private void refuse(ConsumerRecord<byte[], byte[]> polled, String reason) {
        unreadable.incrementAndGet();
        log.warn("Record at {} was passed over: {}", place(polled), reason);
        tell(polled, () -> listener.onUnreadable(place(polled), reason));
    }

    private void tell(ConsumerRecord<byte[], byte[]> polled, Runnable what) {
        try {
            what.run();
        } catch (RuntimeException e) {
            listenerFailures.incrementAndGet();
            log.error("The listener failed on the record at {}; the next one follows", place(polled), e);
        }
    }

    ConsumerStatus status(boolean ready) {
        return new ConsumerStatus(ready, events.get(), unreadable.get(), listenerFailures.get(), lastEventAt);
    }

    private static String place(ConsumerRecord<byte[], byte[]> polled) {
        return polled.topic() + "-" + polled.partition() + "@" + polled.offset();
    }

    private static Map<String, byte[]> headers(ConsumerRecord<byte[], byte[]> polled) {
        Map<String, byte[]> headers = new HashMap<>();
        for (Header header : polled.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), header.value());
            }
        }
        return headers;
    }
}
