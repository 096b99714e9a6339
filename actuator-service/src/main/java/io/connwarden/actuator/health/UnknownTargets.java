package io.connwarden.actuator.health;

import io.connwarden.actuator.metrics.ActuatorMetrics;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health events of targets that are not configured. They are counted, and the first event of a target is logged.
 * They are not stored: the senders of health events would otherwise decide on the growth of the log store. Thread-safe.
 */
final class UnknownTargets {
    private static final Logger LOG = LoggerFactory.getLogger(UnknownTargets.class);
    private static final int MAX_LOGGED_TARGETS = 100;

    private final ActuatorMetrics metrics;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    UnknownTargets(ActuatorMetrics metrics) {
        this.metrics = metrics;
    }

    void record(String target) {
        metrics.recordUnknownTarget();
        if (logged.size() < MAX_LOGGED_TARGETS && logged.add(target)) {
            LOG.warn(
                    "Health events of target '{}' are not stored: the target is not configured here. Add the target"
                            + " to connwarden.targets of the actuator, or stop its monitor. Further events are only"
                            + " counted",
                    target);
        }
    }
}
