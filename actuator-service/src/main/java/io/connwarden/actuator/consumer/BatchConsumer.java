package io.connwarden.actuator.consumer;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The consumer of a batch of records. */
@FunctionalInterface
public interface BatchConsumer {

    /**
     * Returns when every record of the batch is stored, so that its offsets can be committed.
     *
     * @throws RuntimeException if the whole batch must be read again
     */
    void consume(List<ConsumerRecord<byte[], byte[]>> batch);
}
