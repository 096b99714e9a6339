package io.connwarden.actuator.outbox;

import io.connwarden.sql.store.Outbox.OutboxRecord;
import java.util.concurrent.CompletableFuture;

/** The sender of records to Kafka. */
@FunctionalInterface
public interface RecordSender {

    /**
     * Sends a record. Records with the same topic and key arrive in the order of the calls, unless one fails.
     *
     * @return completes when all in-sync replicas have the record; fails otherwise. Never throws
     */
    CompletableFuture<Void> send(OutboxRecord record);
}
