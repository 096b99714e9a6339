package io.connwarden.client.topics;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.codec.DecodeResult;
import io.connwarden.contracts.message.Message;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A record listener that passes events of one type to an event listener and skips unreadable records. */
final class EventDispatcher<T extends Message> implements RecordListener {
    private static final Logger LOG = LoggerFactory.getLogger(EventDispatcher.class);

    private final Class<T> type;
    private final ConsumerOptions options;
    private final TopicEventListener<T> listener;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();
    private volatile @Nullable Instant lastEventAt;

    EventDispatcher(Class<T> type, ConsumerOptions options, TopicEventListener<T> listener) {
        this.type = type;
        this.options = options;
        this.listener = listener;
    }

    @Override
    public void onRecord(ConsumerRecord<byte[], byte[]> record, DecodeResult decoded) {
        if (decoded instanceof DecodeResult.Decoded readable) {
            dispatch(readable.event(), record);
        } else if (decoded instanceof DecodeResult.Unreadable skipped) {
            reportUnreadable(record, skipped.reason());
        }
    }

    @Override
    public void onFailed(ConsumerRecord<byte[], byte[]> record, RuntimeException failure) {
        DecodeResult decoded = RecordConsumer.decode(record);
        if (decoded instanceof DecodeResult.Decoded readable
                && type.isInstance(readable.event().data())) {
            Event<?> event = readable.event();
            listener.onFailed(new Event<>(event.id(), event.time(), type.cast(event.data())), failure);
        }
    }

    private void dispatch(Event<?> event, ConsumerRecord<byte[], byte[]> record) {
        if (!type.isInstance(event.data())) {
            reportUnreadable(record, "event type " + event.type().value() + " does not belong on this topic");
        } else if (options.matches(event.data())) {
            lastEventAt = event.time();
            events.incrementAndGet();
            listener.onEvent(new Event<>(event.id(), event.time(), type.cast(event.data())));
        }
    }

    private void reportUnreadable(ConsumerRecord<byte[], byte[]> record, String reason) {
        unreadable.incrementAndGet();
        String position = RecordConsumer.position(record);
        LOG.warn(
                "Record {} is unreadable and was skipped, continuing with the next record. Cause: {}",
                position,
                reason);
        listener.onUnreadable(position, reason);
    }

    ConsumerStatus status(boolean ready, long listenerFailures) {
        return new ConsumerStatus(ready, events.get(), unreadable.get(), listenerFailures, lastEventAt);
    }
}
