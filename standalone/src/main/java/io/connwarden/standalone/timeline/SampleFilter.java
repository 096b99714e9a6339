package io.connwarden.standalone.timeline;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The filter of the samples to print: a new status, a changed utilization, or an elapsed interval. */
final class SampleFilter {
    private static final double MIN_UTILIZATION_CHANGE = 5;

    /** The reason to print a sample. */
    enum PrintReason {
        STATUS_CHANGED,
        UTILIZATION_CHANGED,
        INTERVAL_ELAPSED
    }

    private final Duration repeatInterval;
    private final Map<String, Health> lastPrinted = new HashMap<>();

    SampleFilter(Duration repeatInterval) {
        this.repeatInterval = repeatInterval;
    }

    Optional<PrintReason> reasonToPrint(Health health) {
        Optional<PrintReason> reason = compare(lastPrinted.get(health.target()), health);
        if (reason.isPresent()) {
            lastPrinted.put(health.target(), health);
        }
        return reason;
    }

    private Optional<PrintReason> compare(@Nullable Health printed, Health health) {
        if (printed == null) {
            return Optional.of(
                    health.status() == HealthStatus.HEALTHY
                            ? PrintReason.INTERVAL_ELAPSED
                            : PrintReason.STATUS_CHANGED);
        }
        if (printed.status() != health.status()) {
            return Optional.of(PrintReason.STATUS_CHANGED);
        }
        if (Math.abs(utilization(printed) - utilization(health)) >= MIN_UTILIZATION_CHANGE) {
            return Optional.of(PrintReason.UTILIZATION_CHANGED);
        }
        Duration elapsed = Duration.between(printed.lastCheck(), health.lastCheck());
        return elapsed.compareTo(repeatInterval) >= 0 ? Optional.of(PrintReason.INTERVAL_ELAPSED) : Optional.empty();
    }

    private static double utilization(Health health) {
        Counts counts = health.counts();
        return counts == null ? 0 : counts.slotUtilizationPercentage();
    }
}
