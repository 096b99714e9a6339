package io.connwarden.client.settings;

import java.time.Duration;

/** Refuses a value with a sentence that names the setting, the value and what is allowed. */
final class Check {
    private Check() {}

    static void that(boolean allowed, String otherwise) {
        if (!allowed) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    static void between(String name, int value, int least, int most) {
        that(value >= least && value <= most, name + " must be " + least + " to " + most + ", was " + value);
    }

    static void between(String name, Duration value, Duration least, Duration most) {
        that(
                value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                name + " must be " + least + " to " + most + ", was " + value);
    }
}
