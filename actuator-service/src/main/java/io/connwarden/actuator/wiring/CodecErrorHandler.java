package io.connwarden.actuator.wiring;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The handler of a batch in a codec that this process cannot load. The client ends such a poll with an {@link Error}
 * that names no partition. The error would stop the container, and the records that the same poll had read of other
 * partitions would be skipped. The handler finds the partition, moves all partitions back to their committed offsets,
 * and throws an exception that names the partition.
 */
final class CodecErrorHandler implements InvocationHandler {
    private final Consumer<byte[], byte[]> consumer;

    private CodecErrorHandler(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Returns the consumer with this handler. */
    @SuppressWarnings("unchecked")
    static Consumer<byte[], byte[]> wrap(Consumer<byte[], byte[]> consumer) {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                Consumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, new CodecErrorHandler(consumer));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments) throws Throwable {
        try {
            return method.invoke(consumer, arguments);
        } catch (InvocationTargetException e) {
            if (method.getName().equals("poll") && e.getCause() instanceof LinkageError error) {
                throw toException(error);
            }
            throw e.getCause();
        }
    }

    private KafkaException toException(LinkageError error) {
        Set<TopicPartition> active = new HashSet<>(consumer.assignment());
        active.removeAll(consumer.paused());
        Optional<TopicPartition> unreadable = findUnreadable(active);
        rewind();
        return unreadable
                .<KafkaException>map(partition -> new UnreadableBatchException(partition, error))
                .orElseGet(() -> new KafkaException("the codec of a batch cannot be loaded: " + error, error));
    }

    /** Polls each partition alone. The fetched data are buffered, so that no poll waits for Kafka. */
    private Optional<TopicPartition> findUnreadable(Set<TopicPartition> active) {
        consumer.pause(active);
        try {
            return active.stream().filter(this::isUnreadable).findFirst();
        } finally {
            active.retainAll(consumer.assignment());
            consumer.resume(active);
        }
    }

    private boolean isUnreadable(TopicPartition partition) {
        if (!consumer.assignment().contains(partition)) {
            return false;
        }
        consumer.resume(Set.of(partition));
        try {
            consumer.poll(Duration.ZERO); // rewind() makes its records be read again
            return false;
        } catch (LinkageError e) {
            return true;
        } finally {
            if (consumer.assignment().contains(partition)) {
                consumer.pause(Set.of(partition));
            }
        }
    }

    private void rewind() {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(consumer.assignment());
        committed.forEach((partition, offset) -> {
            if (offset == null) {
                consumer.seekToBeginning(Set.of(partition));
            } else {
                consumer.seek(partition, offset);
            }
        });
    }
}
