package io.connwarden.client.topics;

import org.apache.kafka.clients.consumer.Consumer;

/** The assignment of partitions to a consumer. Used by the thread of the consumer only. */
interface PartitionAssignment {

    /**
     * Assigns partitions if necessary. Called before every poll, so it is cheap in most calls.
     *
     * @return true if every topic has assigned partitions
     */
    boolean ensureAssigned(Consumer<byte[], byte[]> consumer);

    /** Commits the position after the polled records were delivered. */
    void commit(Consumer<byte[], byte[]> consumer);
}
