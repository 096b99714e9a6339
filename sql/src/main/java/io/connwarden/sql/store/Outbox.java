package io.connwarden.sql.store;

import java.sql.Connection;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Records for Kafka, written in the transaction that made them true and sent in the order of their ids.
 *
 * <p>Ids are given before commit, so a record with a smaller id can appear after a larger one was sent. Two records
 * where one follows from the other are never affected: the first had been committed when the second was written.
 */
public final class Outbox {
    private final NamedParameterJdbcTemplate jdbc;

    public Outbox(DataSource store) {
        this.jdbc = StoreCall.on(store);
    }

    /** The outbox as one connection sees it, which is how the relay holds its lock. The connection stays open. */
    public static Outbox onConnection(Connection connection) {
        return new Outbox(new SingleConnectionDataSource(connection, true));
    }

    public void enqueue(OutboxRecord record) {
        new StoreCall(jdbc, StoreStatement.ENQUEUE_RECORD)
                .with("topic", record.topic())
                .with("key", record.key())
                .with("headers", record.headers())
                .with("value", record.value())
                .update();
    }

    /** The oldest records not sent yet. */
    public List<OutboxRecord> unsent(int maxRecords) {
        return new StoreCall(jdbc, StoreStatement.UNSENT_RECORDS)
                .with("maxRecords", maxRecords)
                .rows((row, number) -> new OutboxRecord(
                        row.getLong("id"),
                        row.getString("topic"),
                        row.getBytes("key"),
                        row.getString("headers"),
                        row.getBytes("value")));
    }

    public void markSent(Collection<Long> ids) {
        new StoreCall(jdbc, StoreStatement.MARK_RECORDS_SENT)
                .withColumn("ids", "int8", ids, id -> id)
                .update();
    }

    /** Sets a record aside for good. */
    public void reject(long id, String reason) {
        new StoreCall(jdbc, StoreStatement.REJECT_RECORD)
                .with("id", id)
                .with("reason", reason)
                .update();
    }

    public OutboxDepth depth() {
        return new StoreCall(jdbc, StoreStatement.OUTBOX_DEPTH)
                .rows((row, number) -> new OutboxDepth(
                        row.getLong("pending"), row.getDouble("max_age_seconds"), row.getLong("rejected")))
                .get(0);
    }

    /** Makes this connection the one relay for as long as it lives; false when another is. */
    public boolean tryAcquireRelayLock() {
        return new StoreCall(jdbc, StoreStatement.TRY_LOCK_RELAY)
                .rows((row, number) -> row.getBoolean(1))
                .get(0);
    }

    public void releaseRelayLock() {
        new StoreCall(jdbc, StoreStatement.UNLOCK_RELAY).rows((row, number) -> true);
    }
}
