package io.connwarden.actuator.consumer;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What becomes of a batch of records. */
@FunctionalInterface
public interface BatchConsumer {

    /**
     * Returns when every record of the batch is safe, so that its offsets can be committed.
     *
     * @throws RuntimeException when the whole batch must come again
     */
    void consume(List<ConsumerRecord<byte[], byte[]>> batch);
}
