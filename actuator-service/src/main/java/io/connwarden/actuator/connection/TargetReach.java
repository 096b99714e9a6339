package io.connwarden.actuator.connection;

import io.connwarden.sql.target.ConnectFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The last failed query to each target, until a query succeeds. Thread-safe. */
public final class TargetReach {
    /** A target without a further query may have recovered, so an older failure proves nothing. */
    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();

    public TargetReach(InstantSource clock) {
        this.clock = clock;
    }

    private record Failure(Instant at, ConnectFailure failure) {}

    /** Records a failed query. */
    public void onFailure(String target, ConnectFailure failure) {
        failures.put(target, new Failure(clock.instant(), failure));
    }

    /** Records a query that was answered. */
    public void onSuccess(String target) {
        failures.remove(target);
    }

    /** Returns the failure of the last query, if it is permanent or not older than a minute. */
    public Optional<ConnectFailure> recentFailure(String target) {
        return Optional.ofNullable(failures.get(target))
                .filter(last -> last.failure().isPermanent()
                        || Duration.between(last.at(), clock.instant()).compareTo(MAX_AGE) <= 0)
                .map(Failure::failure);
    }
}
