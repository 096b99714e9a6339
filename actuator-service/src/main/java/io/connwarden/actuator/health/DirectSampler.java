package io.connwarden.actuator.health;

import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.actuator.connection.EmergencyConnections;
import io.connwarden.actuator.connection.TargetReach;
import io.connwarden.actuator.intake.IntakeTransactions;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.sql.target.TargetException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The sampler of a target without health events. A CRITICAL sample is logged, evaluated for alerts, and leads to an
 * automatic command, as a health event of the monitor does. Thread-safe.
 */
public final class DirectSampler {
    /** The source of the samples in the log and in the results. No monitor has it. */
    private static final String SOURCE = "urn:connwarden:actuator:direct-sampling";

    private final EmergencyConnections connections;
    private final TargetReach reach;
    private final HealthEventRecorder recorder;
    private final AutomaticCommands automaticCommands;
    private final IntakeTransactions transactions;
    private final Clock clock;

    public DirectSampler(
            EmergencyConnections connections,
            TargetReach reach,
            HealthEventRecorder recorder,
            AutomaticCommands automaticCommands,
            IntakeTransactions transactions,
            Clock clock) {
        this.connections = connections;
        this.reach = reach;
        this.recorder = recorder;
        this.automaticCommands = automaticCommands;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Samples the target once. A target that is not CRITICAL has to wait for its monitor. */
    void sample(String target) {
        EmergencyConnection connection = connections.connectionTo(target);
        if (connection.isWaitingForReserve()) {
            // The instance in the reserved slot samples the target.
            return;
        }
        try {
            Health health = connection.sampleCounts().health();
            reach.onSuccess(target);
            if (health.status() == HealthStatus.CRITICAL) {
                accept(new Event<>(new EventId(SOURCE, UUID.randomUUID().toString()), health.lastCheck(), health));
            }
        } catch (TargetException e) {
            reach.onFailure(target, e.failure());
        }
    }

    private void accept(Event<Health> sample) {
        Instant now = clock.instant();
        transactions.execute(() -> {
            recorder.writeDirectSample(sample, now);
            return automaticCommands.accept(List.of(sample), now);
        });
    }
}
