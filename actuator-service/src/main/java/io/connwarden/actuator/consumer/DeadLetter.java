package io.connwarden.actuator.consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record with the reason why it could not be read, or can never be stored. */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record, String reason) {}
