package io.connwarden.actuator.wiring;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The handler of a batch in a codec that this process cannot load. The client ends such a poll with an {@link Error}
 * that names no partition. The error would stop the container, and the records that the same poll had read of other
 * partitions would be skipped. The handler finds the partition, moves all partitions back to the first record that was
 * not delivered, and throws an exception that names the partition.
 */
final class CodecErrorHandler implements InvocationHandler {
    private final Consumer<byte[], byte[]> consumer;
    /** The offset of the next record to deliver. A partition without one continues at its committed offset. */
    private final Map<TopicPartition, Long> undelivered = new HashMap<>();
    /** The partitions that the client may have moved beyond a record that was not delivered. */
    private final Set<TopicPartition> moved = new HashSet<>();

    private CodecErrorHandler(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Returns the consumer with this handler. It must not commit by itself. */
    @SuppressWarnings("unchecked")
    static Consumer<byte[], byte[]> wrap(Consumer<byte[], byte[]> consumer) {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                Consumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, new CodecErrorHandler(consumer));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getName().equals("poll")) {
            moveBack();
        }
        try {
            Object result = method.invoke(consumer, arguments);
            onCall(method, arguments, result);
            return result;
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            if (method.getName().equals("poll") && cause instanceof LinkageError error) {
                throw toException(error);
            }
            throw cause == null ? e : cause;
        }
    }

    private void onCall(Method method, @Nullable Object @Nullable [] arguments, @Nullable Object result) {
        if (result instanceof ConsumerRecords<?, ?> records) {
            undelivered.keySet().retainAll(consumer.assignment());
            records.nextOffsets().forEach((partition, next) -> undelivered.put(partition, next.offset()));
        } else if (method.getName().equals("seek") && arguments != null) {
            TopicPartition partition = (TopicPartition) arguments[0];
            long offset = arguments[1] instanceof OffsetAndMetadata metadata ? metadata.offset() : (Long) arguments[1];
            undelivered.put(partition, offset);
        } else if (method.getName().startsWith("seekTo")) {
            undelivered.clear();
        }
    }

    private KafkaException toException(LinkageError error) {
        moved.addAll(consumer.assignment());
        Optional<TopicPartition> unreadable = findUnreadable();
        // A poll of the search can complete a rebalance, and a later one read the partitions it assigned.
        moved.addAll(consumer.assignment());
        moveBack();
        return unreadable
                .<KafkaException>map(partition -> new UnreadableBatchException(partition, error))
                .orElseGet(() -> new KafkaException("the codec of a batch cannot be loaded: " + error, error));
    }

    /** Polls each partition alone. The fetched data are buffered, so that no poll waits for Kafka. */
    private Optional<TopicPartition> findUnreadable() {
        Set<TopicPartition> paused = new HashSet<>();
        try {
            for (TopicPartition partition : activePartitions()) {
                pauseAllBut(partition, paused);
                if (isUnreadable(partition)) {
                    return Optional.of(partition);
                }
            }
            return Optional.empty();
        } finally {
            paused.retainAll(consumer.assignment());
            consumer.resume(paused);
        }
    }

    private Set<TopicPartition> activePartitions() {
        Set<TopicPartition> active = new HashSet<>(consumer.assignment());
        active.removeAll(consumer.paused());
        return active;
    }

    /** Pauses also the partitions that an earlier poll of the search has assigned. */
    private void pauseAllBut(TopicPartition partition, Set<TopicPartition> paused) {
        Set<TopicPartition> others = activePartitions();
        others.remove(partition);
        consumer.pause(others);
        paused.addAll(others);
    }

    private boolean isUnreadable(TopicPartition partition) {
        if (!consumer.assignment().contains(partition)) {
            return false;
        }
        consumer.resume(Set.of(partition));
        try {
            consumer.poll(Duration.ZERO); // moveBack() makes its records be read again
            return false;
        } catch (LinkageError e) {
            return true;
        } catch (KafkaException e) { // the client marks the data as corrupt after the error
            return FailedPartition.find(e, Set.of(partition)).isPresent();
        }
    }

    /** Fails if the committed offset of a partition cannot be read. The next poll tries again before it reads. */
    private void moveBack() {
        moved.retainAll(consumer.assignment());
        Set<TopicPartition> undeliveredYet = new HashSet<>(moved);
        undeliveredYet.removeAll(undelivered.keySet());
        if (!undeliveredYet.isEmpty()) {
            consumer.committed(undeliveredYet).forEach((partition, offset) -> {
                if (offset != null) {
                    undelivered.put(partition, offset.offset());
                }
            });
        }
        for (TopicPartition partition : moved) {
            Long offset = undelivered.get(partition);
            if (offset == null) {
                consumer.seekToBeginning(Set.of(partition));
            } else {
                consumer.seek(partition, offset);
            }
        }
        moved.clear();
    }
}
