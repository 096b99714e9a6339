package io.connwarden.client.healthmanagement;

import io.connwarden.client.deadline.NanoClock;
import io.connwarden.client.health.HealthListener;
import io.connwarden.client.management.ActionReport;
import io.connwarden.client.management.ManagementClient;
import io.connwarden.contracts.message.Health;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A health listener that requests automatic management of a target. It sends a request at CLEANUP_NEEDED, WARNING and
 * CRITICAL, at most once per interval. The actuator decides by the modes of its rules, so the request ends no session
 * unless a rule is in mode act. Thread-safe.
 */
public final class AutoManagementRequester implements HealthListener {
    private static final Logger LOG = LoggerFactory.getLogger(AutoManagementRequester.class);

    private final ManagementClient management;
    private final Duration interval;
    private final NanoClock clock;
    private final AtomicLong nextAllowedNanos;

    /**
     * Creates a listener that may send its first request at once.
     *
     * @param management receives the requests
     * @param interval minimum interval between two requests
     * @param clock measures the interval
     */
    public AutoManagementRequester(ManagementClient management, Duration interval, NanoClock clock) {
        this.management = management;
        this.interval = interval;
        this.clock = clock;
        this.nextAllowedNanos = new AtomicLong(clock.nanos());
    }

    @Override
    public void onHealth(Health health) {
        if (health.target().equals(management.target()) && isManagementNeeded(health) && tryStartInterval()) {
            CompletableFuture<Void> ignored = management
                    .autoManageConnectionsAsync()
                    .handle((report, failure) -> {
                        logReport(health, report, failure);
                        return null;
                    });
        }
    }

    private static boolean isManagementNeeded(Health health) {
        return switch (health.status()) {
            case CLEANUP_NEEDED, WARNING, CRITICAL -> true;
            case HEALTHY, UNKNOWN, UNREACHABLE -> false;
        };
    }

    private boolean tryStartInterval() {
        long now = clock.nanos();
        long allowed = nextAllowedNanos.get();
        return now - allowed >= 0 && nextAllowedNanos.compareAndSet(allowed, now + interval.toNanos());
    }

    private void logReport(Health health, @Nullable ActionReport report, @Nullable Throwable failure) {
        if (report != null) {
            LOG.info(
                    "Target '{}' is {}: automatic management completed; {}",
                    health.target(),
                    health.status(),
                    String.join("; ", report.actionsTaken()));
        } else if (failure != null) {
            LOG.warn(
                    "Target '{}' is {}: the request for automatic management failed, no action was taken; sending the next"
                            + " request after {} s if the status persists. Cause: {}",
                    health.target(),
                    health.status(),
                    interval.toSeconds(),
                    failure.getMessage());
        }
    }
}
