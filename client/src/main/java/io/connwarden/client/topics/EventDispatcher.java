package io.connwarden.client.topics;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.codec.DecodeResult;
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
final class EventDispatcher<T extends Message> {
    private static final Logger LOG = LoggerFactory.getLogger(EventDispatcher.class);

    private final Class<T> type;
    private final ReadOptions options;
    private final EventListener<T> listener;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();
    private final AtomicLong listenerFailures = new AtomicLong();
    private volatile @Nullable Instant lastEventAt;

    EventDispatcher(Class<T> type, ReadOptions options, EventListener<T> listener) {
        this.type = type;
        this.options = options;
        this.listener = listener;
    }

    void dispatch(ConsumerRecord<byte[], byte[]> record) {
        DecodeResult decoded = EventCodec.instance()
                .decode(headers(record), record.value(), Instant.ofEpochMilli(Math.max(0, record.timestamp())));
        if (decoded instanceof DecodeResult.Decoded readable) {
            dispatch(readable.event(), record);
        } else if (decoded instanceof DecodeResult.Unreadable unreadable) {
            reportUnreadable(record, unreadable.reason());
        }
    }

    private void dispatch(Event<?> event, ConsumerRecord<byte[], byte[]> record) {
        if (!type.isInstance(event.data())) {
            reportUnreadable(record, "it is of type " + event.type().value() + ", which does not belong on this topic");
            return;
        }
        if (!options.matches(event.data())) {
            return;
        }
        lastEventAt = event.time();
        events.incrementAndGet();
        callListener(record, () -> listener.onEvent(new Event<>(event.id(), event.time(), type.cast(event.data()))));
    }

    private void reportUnreadable(ConsumerRecord<byte[], byte[]> record, String reason) {
        unreadable.incrementAndGet();
        LOG.warn("Record at {} was passed over: {}", position(record), reason);
        callListener(record, () -> listener.onUnreadable(position(record), reason));
    }

    private void callListener(ConsumerRecord<byte[], byte[]> record, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            listenerFailures.incrementAndGet();
            LOG.error("The listener failed on the record at {}; the next one follows", position(record), e);
        }
    }

    ConsumerStatus status(boolean ready) {
        return new ConsumerStatus(ready, events.get(), unreadable.get(), listenerFailures.get(), lastEventAt);
    }

    private static String position(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    private static Map<String, byte[]> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, byte[]> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), header.value());
            }
        }
        return headers;
    }
}
