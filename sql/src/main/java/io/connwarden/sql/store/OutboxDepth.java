package io.connwarden.sql.store;

/**
 * How full the outbox is.
 *
 * @param waiting records not sent yet
 * @param oldestSeconds age of the oldest of them; 0 when there is none
 * @param refused records set aside because the brokers will never take them
 */
public record OutboxDepth(long waiting, double oldestSeconds, long refused) {}
