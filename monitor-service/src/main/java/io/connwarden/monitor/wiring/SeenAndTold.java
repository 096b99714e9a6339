package io.connwarden.monitor.wiring;

import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Status;
import io.connwarden.monitor.publishing.HealthPublisher;
import io.connwarden.monitor.sampling.WatchListener;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Where all watches report: each health is remembered, counted and published; a changed status is logged. */
final class SeenAndTold implements WatchListener {
    private static final Logger LOG = LoggerFactory.getLogger("io.connwarden.monitor.targets");
    private static final Set<Status> GOOD = EnumSet.of(Status.HEALTHY, Status.CLEANUP_NEEDED);

    private final LastSeen lastSeen;
    private final MonitorMetrics metrics;
    private final HealthPublisher publisher;

    SeenAndTold(LastSeen lastSeen, MonitorMetrics metrics, HealthPublisher publisher) {
        this.lastSeen = lastSeen;
        this.metrics = metrics;
        this.publisher = publisher;
    }

    @Override
    public void sampled(Health health, Duration took) {
        Optional<Status> before = lastSeen.remember(health).map(Health::status);
        metrics.sampled(health, took);
        publisher.publish(health);
        if (before.isEmpty() || before.get() != health.status()) {
            LOG.atLevel(GOOD.contains(health.status()) ? Level.INFO : Level.WARN)
                    .log("{} is {}: {}", health.target(), health.status(), health.reason());
        }
    }

    @Override
    public void tripped(String target, String reason) {
        metrics.tripped(target);
        LOG.info("{} is sampled at once: {}", target, reason);
    }
}
