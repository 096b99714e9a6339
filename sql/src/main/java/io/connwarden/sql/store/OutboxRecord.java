package io.connwarden.sql.store;

/**
 * A record for Kafka.
 *
 * @param id its place in the order of sending; 0 before it is stored
 * @param headers a JSON object of names and texts
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight between the driver and a producer, which want arrays
public record OutboxRecord(long id, String topic, byte[] key, String headers, byte[] value) {}
