package io.connwarden.conventions.planted.actuator.decision;

import io.connwarden.conventions.planted.monitor.SignallingSampler;
import java.sql.Connection;
import java.time.Instant;

/** Violates on purpose: a decision that asks the database and the clock, and knows the other service. */
public class ImpureDecision {
    Connection database;
    SignallingSampler other;

    Instant now() {
        return Instant.now();
    }
}
