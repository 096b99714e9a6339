package io.connwarden.monitor.publishing;

/**
 * A listener to published and superseded events, called in several threads. A callback returns at once and never
 * throws.
 */
public interface PublishingListener {
    /** Kafka has acknowledged an event. */
    void onPublished(String target);

    /** A newer event has replaced an event before Kafka acknowledged it. */
    void onSuperseded(String target);
}
