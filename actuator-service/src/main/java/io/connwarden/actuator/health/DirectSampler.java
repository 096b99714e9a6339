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
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sampler of a target without health events. A CRITICAL sample is logged, evaluated for alerts, and leads to an
 * automatic command, as a health event of the monitor does. The first samples after it are logged and evaluated too, so
 * that its alerts resolve. Thread-safe.
 */
public final class DirectSampler {
    /** The source of the samples in the log and in the results. No monitor has it. */
    private static final String SOURCE = "urn:connwarden:actuator:direct-sampling";

    /** More samples than an alert needs to resolve by default ({@code alerting.resolve-after}). */
    private static final int MAX_SAMPLES_AFTER_CRITICAL = 10;

    private final EmergencyConnections connections;
    private final TargetReach reach;
    private final HealthEventRecorder recorder;
    private final AutomaticCommands automaticCommands;
    private final IntakeTransactions transactions;
    private final Clock clock;
    /** The number of further samples to record by target. */
    private final Map<String, Integer> remaining = new ConcurrentHashMap<>();

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
            if (isRecorded(health)) {
                accept(new Event<>(new EventId(SOURCE, UUID.randomUUID().toString()), health.lastCheck(), health));
            }
        } catch (TargetException e) {
            reach.onFailure(target, e.failure());
        }
    }

    private boolean isRecorded(Health health) {
        String target = health.target();
        int left = health.status() == HealthStatus.CRITICAL
                ? MAX_SAMPLES_AFTER_CRITICAL + 1
                : remaining.getOrDefault(target, 0);
        remaining.put(target, Math.max(0, left - 1));
        return left > 0;
    }

    private void accept(Event<Health> sample) {
        Instant now = clock.instant();
        transactions.execute(() -> {
            recorder.writeDirectSample(sample, now);
            return automaticCommands.accept(
                    sample.data().status() == HealthStatus.CRITICAL ? List.of(sample) : List.of(), now);
        });
    }
}
