package io.connwarden.monitor.reporting;

import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.SessionSnapshot;
import io.connwarden.monitor.metrics.MonitorMetrics;
import io.connwarden.monitor.publishing.Publishers;
import io.connwarden.monitor.sampling.LatestHealth;
import io.connwarden.monitor.sampling.SampleListener;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The listener of all target monitors. It stores, counts and publishes each sample, and logs a changed status. */
public final class SampleReporter implements SampleListener {
    private static final Logger LOG = LoggerFactory.getLogger("io.connwarden.monitor.targets");
    private static final Set<HealthStatus> INFO_STATUSES =
            EnumSet.of(HealthStatus.HEALTHY, HealthStatus.CLEANUP_NEEDED);

    private final LatestHealth latestHealth;
    private final MonitorMetrics metrics;
    private final Publishers publishers;

    public SampleReporter(LatestHealth latestHealth, MonitorMetrics metrics, Publishers publishers) {
        this.latestHealth = latestHealth;
        this.metrics = metrics;
        this.publishers = publishers;
    }

    @Override
    public void onSample(Health health, Duration took) {
        Optional<HealthStatus> before = latestHealth.replace(health).map(Health::status);
        metrics.recordSample(health, took);
        publishers.health().publish(health, health.lastCheck());
        if (before.isEmpty() || before.get() != health.status()) {
            LOG.atLevel(INFO_STATUSES.contains(health.status()) ? Level.INFO : Level.WARN)
                    .log(
                            "Target {} is {}: {}{}",
                            health.target(),
                            health.status(),
                            health.reason(),
                            effect(health.status()));
        }
    }

    @Override
    public void onSnapshot(SessionSnapshot snapshot) {
        if (publishers.sessions() != null) {
            publishers.sessions().publish(snapshot, snapshot.capturedAt());
        }
    }

    private static String effect(HealthStatus status) {
        return switch (status) {
            case UNREACHABLE -> "; no automatic action until a sample succeeds; sampling is retried";
            case UNKNOWN -> "; no automatic action until enough sessions are visible";
            default -> "";
        };
    }

    @Override
    public void onTripwire(String target, String reason) {
        metrics.countTripwireTrip(target);
        LOG.info("Tripwire of target {} tripped; a full sample follows. Cause: {}", target, reason);
    }
}
