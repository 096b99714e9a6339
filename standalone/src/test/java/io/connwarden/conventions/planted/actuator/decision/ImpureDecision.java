package io.connwarden.conventions.planted.actuator.decision;

import io.connwarden.conventions.planted.monitor.SignallingSampler;
import java.sql.Connection;
import java.time.Instant;

/** Violates a rule on purpose: a decision uses the database, the clock and another service. */
public class ImpureDecision {
    Connection database;
    SignallingSampler other;

    Instant now() {
        return Instant.now();
    }
}
