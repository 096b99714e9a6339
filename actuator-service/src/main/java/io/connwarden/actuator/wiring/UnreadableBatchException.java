package io.connwarden.actuator.wiring;

import java.io.Serial;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The failure of a poll by a batch in a codec that this process cannot load. */
final class UnreadableBatchException extends KafkaException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient TopicPartition partition;

    UnreadableBatchException(TopicPartition partition, LinkageError cause) {
        super("the codec of the next batch of partition " + partition + " cannot be loaded: " + cause, cause);
        this.partition = partition;
    }

    TopicPartition partition() {
        return partition;
    }
}
