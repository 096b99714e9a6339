package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.sql.target.TargetException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checks between two commands. A check on a target that does not answer is repeated after a short time. */
record FollowUpChecks(List<FollowUpCheck> checks) {
    private static final Logger LOG = LoggerFactory.getLogger(FollowUpChecks.class);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(15);

    FollowUpChecks {
        checks = List.copyOf(checks);
    }

    /** Makes the checks that are due and returns the time until the next one. */
    Duration run(String target, EmergencyConnection connection) {
        return checks.stream()
                .map(check -> run(check, target, connection))
                .min(Duration::compareTo)
                .orElse(FollowUpCheck.MAX_INTERVAL);
    }

    private static Duration run(FollowUpCheck check, String target, EmergencyConnection connection) {
        try {
            return check.check(target, connection);
        } catch (TargetException e) {
            // The fault check reports the outage. A command on the target logs it.
            LOG.debug("A check of target {} failed and is repeated in {}", target, RETRY_INTERVAL, e);
            return RETRY_INTERVAL;
        }
    }
}
