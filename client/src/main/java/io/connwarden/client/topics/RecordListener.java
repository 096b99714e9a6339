package io.connwarden.client.topics;

import io.connwarden.contracts.codec.DecodeResult;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The receiver of raw Kafka records, called on the one thread of its {@link RecordConsumer}. */
@FunctionalInterface
public interface RecordListener {

    /**
     * Receives one record, in the order of its partition. An exception is logged and counted; the next record follows.
     *
     * @param record the record as polled
     * @param decoded the event of the record, or the reason why it is not an event
     */
    void onRecord(ConsumerRecord<byte[], byte[]> record, DecodeResult decoded);
}
