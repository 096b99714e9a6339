package io.connwarden.actuator.metrics;

import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionReport;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;

/** Counts what passes through the flow. Thread-safe. */
public final class ActuatorMetrics {
    private final MeterRegistry registry;

    public ActuatorMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A command or an automatic action was answered. */
    public void recordResult(Result result, Instant acceptedAt) {
        String action = result.action() == null ? "UNREADABLE" : result.action().name();
        registry.timer(
                        "connwarden.actuator.commands",
                        "action",
                        action,
                        "outcome",
                        result.outcome().name(),
                        "automatic",
                        Boolean.toString(result.commandId() == null))
                .record(notNegative(Duration.between(acceptedAt, result.finishedAt())));
        for (SessionReport session : result.sessions()) {
            registry.counter(
                            "connwarden.actuator.sessions",
                            "target",
                            result.target(),
                            "outcome",
                            session.outcome().name())
                    .increment();
        }
    }

    /** An automatic decision did nothing. */
    public void recordNoAction(String target, String rule) {
        registry.counter("connwarden.actuator.no.action", "target", target, "rule", rule)
                .increment();
    }

    /** A command was taken up again that somebody had begun. */
    public void recordTakeover() {
        registry.counter("connwarden.actuator.takeovers").increment();
    }

    /** A record could not be read and went to the dead letters. */
    public void recordDeadLetter(String topic) {
        registry.counter("connwarden.actuator.dead.letters", "topic", topic).increment();
    }

    /** Health events were stored. */
    public void recordHealthEvents(int count) {
        registry.counter("connwarden.actuator.checks").increment(count);
    }

    /** The store did not do what it was asked. */
    public void recordStoreFailure() {
        registry.counter("connwarden.actuator.store.failures").increment();
    }

    /** A target could not be asked. */
    public void recordTargetFailure(String target) {
        registry.counter("connwarden.actuator.target.failures", "target", target)
                .increment();
    }

    /** Records were acknowledged by the brokers. */
    public void recordPublished(int count) {
        registry.counter("connwarden.actuator.published").increment(count);
    }

    /** The brokers did not take a record. */
    public void recordPublishFailure() {
        registry.counter("connwarden.actuator.publish.failures").increment();
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
