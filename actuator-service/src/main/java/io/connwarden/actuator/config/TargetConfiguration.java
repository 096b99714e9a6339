package io.connwarden.actuator.config;

import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.sql.target.TargetSettings;

/** A target with its thresholds and its policy, both with the common settings applied. */
public record TargetConfiguration(TargetSettings settings, Thresholds thresholds, Policy policy) {
    public String id() {
        return settings.id();
    }
}
