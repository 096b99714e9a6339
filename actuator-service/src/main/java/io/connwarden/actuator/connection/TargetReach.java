package io.connwarden.actuator.connection;

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

    private record Failure(Instant at, String reason) {}

    /** Records a failed query. */
    public void onFailure(String target, String reason) {
        failures.put(target, new Failure(clock.instant(), reason));
    }

    /** Records a query that was answered. */
    public void onSuccess(String target) {
        failures.remove(target);
    }

    /** Returns the reason of the last query, if it has failed within the last minute. */
    public Optional<String> recentFailure(String target) {
        return Optional.ofNullable(failures.get(target))
                .filter(failure ->
                        Duration.between(failure.at(), clock.instant()).compareTo(MAX_AGE) <= 0)
                .map(Failure::reason);
    }
}
