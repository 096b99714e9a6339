package io.connwarden.doctor.finding;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A timeout as a fresh session of our role finds it.
 *
 * @param value in the unit; 0 for off, or for the operating system's own with the {@code tcp_} ones
 * @param unit {@code ms}, {@code s}, or null for a plain number
 * @param source where it was set, as {@code pg_settings} words it
 */
public record ServerTimeout(
        String name, long value, @Nullable String unit, String source) {

    public boolean isDisabled() {
        return value == 0;
    }

    public Duration duration() {
        return "s".equals(unit) ? Duration.ofSeconds(value) : Duration.ofMillis(value);
    }
}
