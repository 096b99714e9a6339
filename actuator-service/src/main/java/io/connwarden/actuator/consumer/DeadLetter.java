package io.connwarden.actuator.consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record that cannot be decoded or stored, with the reason. */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record, String reason) {

    /** Returns the place of the record in Kafka, such as {@code connwarden.commands-0@17}. */
    String position() {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
