package io.connwarden.client.pressure;

import io.connwarden.contracts.message.Health;

/** Told of a target's health as it becomes known. */
@FunctionalInterface
public interface HealthListener {

    /** Must not block; may be called from any thread. */
    void onHealth(Health health);
}
