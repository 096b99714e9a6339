package io.connwarden.actuator.outbox;

import io.connwarden.sql.store.OutboxRecord;
import java.util.concurrent.CompletableFuture;

/** Where records go. */
@FunctionalInterface
public interface RecordSender {

    /**
     * Sends a record. Records with the same topic and key arrive in the order of the calls as long as none fails.
     *
     * @return completes when all in-sync replicas have the record; fails when they do not. Never throws
     */
    CompletableFuture<Void> send(OutboxRecord record);
}
