package io.connwarden.monitor.publishing;

/** Counts what became of events; called in several threads, must return at once and never throw. */
public interface PublishingListener {
    void onSent(String target);

    /** An event was replaced by a newer one before it could be sent. */
    void onSuperseded(String target);
}
