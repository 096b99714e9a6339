package io.connwarden.client.topics;

import io.connwarden.contracts.codec.DecodeResult;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The receiver of raw Kafka records, called on the one thread of its {@link RecordConsumer}. */
@FunctionalInterface
public interface RecordListener {

    /**
     * Receives one record, in the order of its partition. After an exception, a consumer in a group receives the record
     * again, as its {@link RedeliveryPolicy} says. Without a group, the next record follows.
     *
     * @param record the record as polled
     * @param decoded the event of the record, or the reason why it is not an event
     */
    void onRecord(ConsumerRecord<byte[], byte[]> record, DecodeResult decoded);

    /**
     * Receives a record after its last delivery has failed, to store it elsewhere. The group goes on after it.
     *
     * @param record the record as polled
     * @param failure the exception of the last delivery
     */
    default void onFailed(ConsumerRecord<byte[], byte[]> record, RuntimeException failure) {}
}
