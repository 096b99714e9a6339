package io.connwarden.client.throttle;

import io.connwarden.contracts.message.Health;

/** Told of a target's health as it becomes known. */
@FunctionalInterface
public interface HealthListener {

    /**
     * Must not block; may be called from any thread.
     *
     * @param health the newest sample
     */
    void onHealth(Health health);
}
