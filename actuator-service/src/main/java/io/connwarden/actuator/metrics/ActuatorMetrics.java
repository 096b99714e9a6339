package io.connwarden.actuator.metrics;

import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionReport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The metrics of the actuator. {@code docs/metrics.md} documents each of them. Thread-safe. */
public final class ActuatorMetrics {
    private final MeterRegistry registry;
    private final AtomicLong failingTopics = new AtomicLong();
    private final Map<FaultKey, AtomicInteger> faults = new ConcurrentHashMap<>();

    public ActuatorMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("connwarden.actuator.outbox.topics.failing", failingTopics);
    }

    /** Records a command or automatic action that was answered. */
    public void recordResult(Result result, Instant acceptedAt) {
        String action = result.action() == null ? "UNREADABLE" : result.action().name();
        registry.timer(
                        "connwarden.actuator.command.duration",
                        "action",
                        action,
                        "outcome",
                        result.outcome().name(),
                        "automatic",
                        Boolean.toString(result.commandId() == null))
                .record(notNegative(Duration.between(acceptedAt, result.finishedAt())));
        for (SessionReport session : result.sessions()) {
            registry.counter(
                            "connwarden.actuator.session.outcomes",
                            "target",
                            result.target(),
                            "outcome",
                            session.outcome().name())
                    .increment();
        }
    }

    /** Records a claim of a command that another process has claimed, not released and not finished. */
    public void recordResumption() {
        registry.counter("connwarden.actuator.command.resumptions").increment();
    }

    /** Records a record that cannot be read or stored and was sent to the dead-letter topic. */
    public void recordDeadLetter(String topic) {
        registry.counter("connwarden.actuator.dead.letters", "topic", topic).increment();
    }

    /** Records stored health events. */
    public void recordHealthEvents(int count) {
        registry.counter("connwarden.actuator.health.events.stored").increment(count);
    }

    /** Records a health event of a target that is not configured. */
    public void recordUnknownTarget() {
        registry.counter("connwarden.actuator.health.events.unknown").increment();
    }

    /** Records a failure of the log store. */
    public void recordStoreFailure() {
        registry.counter("connwarden.actuator.store.failures").increment();
    }

    /** Records a failed query to a target. */
    public void recordTargetFailure(String target) {
        registry.counter("connwarden.actuator.target.failures", "target", target)
                .increment();
    }

    /** Records messages that the brokers acknowledged. */
    public void recordPublished(int count) {
        registry.counter("connwarden.actuator.outbox.records.published").increment(count);
    }

    /** Records a batch or message of a topic that the brokers did not accept. */
    public void recordPublishFailure(String topic) {
        registry.counter("connwarden.actuator.outbox.publish.failures", "topic", topic)
                .increment();
    }

    /** Records the number of topics that could not be written at the last attempt. */
    public void recordFailingTopics(long count) {
        failingTopics.set(count);
    }

    /** Records a health event that led to no action, or an automatic action that selected no session. */
    public void recordNoAction(Result result) {
        registry.counter(
                        "connwarden.actuator.no.action",
                        "target",
                        result.target(),
                        "rule",
                        result.decision().rule())
                .increment();
    }

    /**
     * Records that a fault exists.
     *
     * @param fault the name of its alert
     */
    public void recordFaultStart(String target, String fault) {
        faultGauge(target, fault).set(1);
    }

    /**
     * Records that a fault no longer exists.
     *
     * @param fault the name of its alert
     */
    public void recordFaultEnd(String target, String fault) {
        faultGauge(target, fault).set(0);
    }

    private record FaultKey(String target, String fault) {}

    private AtomicInteger faultGauge(String target, String fault) {
        return faults.computeIfAbsent(new FaultKey(target, fault), this::registerFault);
    }

    private AtomicInteger registerFault(FaultKey key) {
        AtomicInteger value = new AtomicInteger();
        registry.gauge("connwarden.actuator.faults", Tags.of("target", key.target(), "fault", key.fault()), value);
        return value;
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
