package io.connwarden.doctor.finding;

import java.time.Duration;

/**
 * How a session fared that was prepared as the emergency lane is, and then left idle for a while.
 *
 * @param idleTimeout after how much idling the server ends it, as it was set for the session itself; zero for never
 * @param idleTime for how long it was left idle
 * @param sameBackend whether the same backend still answered on it afterwards
 */
public record IdleSessionResult(Duration idleTimeout, Duration idleTime, boolean sameBackend) {}
