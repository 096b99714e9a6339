package io.connwarden.actuator.intake;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What becomes of a batch of records. */
@FunctionalInterface
public interface BatchIntake {

    /**
     * Returns when every record of the batch is safe, so that its offsets can be committed.
     *
     * @throws RuntimeException when the whole batch must come again
     */
    void take(List<ConsumerRecord<byte[], byte[]>> batch);
}
