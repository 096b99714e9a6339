package io.connwarden.client.topics;

import org.apache.kafka.clients.consumer.Consumer;

/** How a reader takes its place in a topic and keeps it. Used by the reader's one thread. */
interface PartitionAssignment {

    /**
     * Takes or checks the place; called before every poll, so it must usually be cheap.
     *
     * @return whether it has one
     */
    boolean ensureAssigned(Consumer<byte[], byte[]> consumer);

    /** What was polled has been delivered. */
    void commit(Consumer<byte[], byte[]> consumer);
}
