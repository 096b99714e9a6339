package io.connwarden.contracts.assessment;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The times from a sample until further sessions cross an age threshold, if no session changes. Each time is 0 or more.
 *
 * @param zombies the times until the next sessions become zombies, in ascending order; at most 1,000, or one more
 *     than {@code warningZombies} if that is more
 * @param stuckTransaction the time until the next transaction becomes stuck; null if there is none
 * @param longIdle the time until the next session becomes long idle; null if there is none
 * @param longRunning the time until the next query becomes long running; null if there is none
 */
public record UpcomingCrossings(
        List<Duration> zombies,
        @Nullable Duration stuckTransaction,
        @Nullable Duration longIdle,
        @Nullable Duration longRunning) {
    private static final UpcomingCrossings NONE = new UpcomingCrossings(List.of(), null, null, null);

    public UpcomingCrossings {
        zombies = List.copyOf(zombies);
    }

    /** Returns the crossings of a target without a session below an age threshold. */
    public static UpcomingCrossings none() {
        return NONE;
    }
}
