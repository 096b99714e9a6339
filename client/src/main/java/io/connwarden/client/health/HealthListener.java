package io.connwarden.client.health;

import io.connwarden.contracts.message.Health;

/** A listener of a target's health. */
@FunctionalInterface
public interface HealthListener {

    /**
     * Receives a health message. Must not block. May be called from any thread.
     *
     * @param health the latest health
     */
    void onHealth(Health health);
}
