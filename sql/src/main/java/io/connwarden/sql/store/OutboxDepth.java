package io.connwarden.sql.store;

/**
 * How full the outbox is.
 *
 * @param pending records not sent yet
 * @param maxAgeSeconds age of the oldest of them; 0 when there is none
 * @param rejected records set aside because the brokers will never take them
 */
public record OutboxDepth(long pending, double maxAgeSeconds, long rejected) {}
