package io.connwarden.sql.store;

import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The outbox of records for Kafka. A record is inserted in the transaction of the change it reports, and sent in the
 * order of ids per topic.
 *
 * <p>Ids are assigned before the commit, so a record may become visible after a record with a higher id was sent. Two
 * records of which one depends on the other keep their order: the first was committed before the second was inserted.
 *
 * <p>Thread-safe.
 */
public final class Outbox {
    private final JdbcClient jdbc;

    public Outbox(DataSource store) {
        this.jdbc = JdbcClient.create(store);
    }

    /**
     * A record for Kafka.
     *
     * @param id position in the order of sending; 0 before the record is stored
     * @param headers a JSON object of names and strings
     */
    @SuppressWarnings("ArrayRecordComponent") // the driver and the producer both take arrays, so no copy is needed
    public record OutboxRecord(long id, String topic, byte[] key, String headers, byte[] value) {}

    /**
     * The fill level of the outbox.
     *
     * @param pending number of records to send
     * @param maxAgeSeconds age of the oldest pending record; 0 if there is none
     * @param rejected number of records that Kafka rejects permanently
     */
    public record OutboxDepth(long pending, double maxAgeSeconds, long rejected) {}

    /** Inserts a record. */
    public void enqueue(OutboxRecord record) {
        StoreStatement.ENQUEUE_RECORD
                .on(jdbc)
                .param("topic", record.topic())
                .param("key", record.key())
                .param("headers", record.headers())
                .param("value", record.value())
                .update();
    }

    /** Returns the topics with pending records. */
    public List<String> topicsWithUnsent() {
        return StoreStatement.TOPICS_WITH_UNSENT_RECORDS
                .on(jdbc)
                .query((row, number) -> row.getString("topic"))
                .list();
    }

    /**
     * Returns pending records of a topic in the order of ids.
     *
     * @param maxRecords the maximum number of records
     * @param maxBytes the total size of the values after which no further record is returned
     */
    public List<OutboxRecord> unsent(String topic, int maxRecords, int maxBytes) {
        return StoreStatement.UNSENT_RECORDS
                .on(jdbc)
                .param("topic", topic)
                .param("maxRecords", maxRecords)
                .param("maxBytes", maxBytes)
                .query((row, number) -> new OutboxRecord(
                        row.getLong("id"),
                        row.getString("topic"),
                        row.getBytes("key"),
                        row.getString("headers"),
                        row.getBytes("value")))
                .list();
    }

    /** Marks records as sent. */
    public void markSent(Collection<Long> ids) {
        StoreStatement.MARK_RECORDS_SENT
                .on(jdbc)
                .param("ids", ArrayParameter.of("int8", ids, id -> id))
                .update();
    }

    /** Marks a record as rejected, so that it is not sent again. */
    public void reject(long id, String reason) {
        StoreStatement.REJECT_RECORD
                .on(jdbc)
                .param("id", id)
                .param("reason", reason)
                .update();
    }

    /** Replaces the value of a pending record that is too large for its topic. */
    public void replaceValue(long id, byte[] value) {
        StoreStatement.REPLACE_RECORD_VALUE
                .on(jdbc)
                .param("id", id)
                .param("value", value)
                .update();
    }

    /** Returns the fill level. */
    public OutboxDepth depth() {
        return StoreStatement.OUTBOX_DEPTH
                .on(jdbc)
                .query((row, number) -> new OutboxDepth(
                        row.getLong("pending"), row.getDouble("max_age_seconds"), row.getLong("rejected")))
                .single();
    }
}
