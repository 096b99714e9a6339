package io.connwarden.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The seeds of random tests. {@code mvn verify} runs a fixed corpus, the same on every machine. The Maven profile
 * {@code soak} searches new seeds for a limited time. A seed that failed there is added to the corpus of its test.
 */
public final class Seeds {
    /** The JUnit tag of tests that the profile {@code soak} runs. */
    public static final String TAG = "random";

    /** System property that starts the search: its duration per test, such as {@code 10m} or {@code PT10M}. */
    static final String SOAK_TIME = "connwarden.soak.time";

    private Seeds() {}

    /**
     * Returns the given seeds. In a soak run it returns new random seeds until the time is over.
     *
     * @throws IllegalArgumentException if the property is not a duration
     */
    public static LongStream corpus(long... seeds) {
        Duration soakTime = soakTime(System.getProperty(SOAK_TIME));
        return soakTime == null ? LongStream.of(seeds) : random(soakTime);
    }

    /** Returns the failure of a seed, with a message that names the seed. */
    static AssertionError failure(long seed, String test, Throwable cause) {
        return new AssertionError(
                "Seed %dL failed. Add it to the corpus of %s. Cause: %s".formatted(seed, test, cause), cause);
    }

    static @Nullable Duration soakTime(@Nullable String property) {
        if (property == null || property.isBlank()) {
            return null;
        }
        String text = property.strip().toUpperCase(Locale.ROOT);
        try {
            return Duration.parse(text.startsWith("P") ? text : "PT" + text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    SOAK_TIME + " must be a duration such as 10m or PT10M, was '" + property + "'", e);
        }
    }

    private static LongStream random(Duration time) {
        Instant end = Instant.now().plus(time);
        return LongStream.generate(() -> ThreadLocalRandom.current().nextLong())
                .takeWhile(seed -> Instant.now().isBefore(end));
    }
}
