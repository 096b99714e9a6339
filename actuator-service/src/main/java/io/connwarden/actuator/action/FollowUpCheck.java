package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.EmergencyConnection;
import java.time.Duration;

/** A check of the effect of earlier actions, which a worker makes while no command waits. */
interface FollowUpCheck {
    /** The longest time between two checks. */
    Duration MAX_INTERVAL = Duration.ofMinutes(1);

    /**
     * Makes the check if it is due.
     *
     * @return the time until the next check, at most {@link #MAX_INTERVAL}
     * @throws io.connwarden.sql.target.TargetException if the target does not answer
     */
    Duration check(String target, EmergencyConnection connection);
}
