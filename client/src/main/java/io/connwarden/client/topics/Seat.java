package io.connwarden.client.topics;

import org.apache.kafka.clients.consumer.Consumer;

/** How a reader takes its place in a topic and keeps it. Used by the reader's one thread. */
interface Seat {

    /**
     * Takes or checks the place; called before every poll, so it must usually be cheap.
     *
     * @return whether it has one
     */
    boolean take(Consumer<byte[], byte[]> consumer);

    /** What was polled has been delivered. */
    void delivered(Consumer<byte[], byte[]> consumer);
}
