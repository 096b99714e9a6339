package io.connwarden.actuator.consumer;

import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The identity of a record that is read again. Timestamp and content belong to it, because a topic that was created
 * again has the same offsets.
 */
record RecordKey(String topic, int partition, long offset, long timestamp, int contentHash) {
    static RecordKey of(ConsumerRecord<byte[], byte[]> raw) {
        return new RecordKey(
                raw.topic(),
                raw.partition(),
                raw.offset(),
                raw.timestamp(),
                31 * Arrays.hashCode(raw.key()) + Arrays.hashCode(raw.value()));
    }
}
