package io.connwarden.client.settings;

import java.time.Duration;

/** The checks of setting values. A violation names the setting, its value and its range. */
final class SettingCheck {
    private SettingCheck() {}

    static void isTrue(boolean allowed, String message) {
        if (!allowed) {
            throw new IllegalArgumentException(message);
        }
    }

    static void inRange(String name, int value, int min, int max) {
        isTrue(value >= min && value <= max, name + " must be " + min + " to " + max + ", was " + value);
    }

    static void inRange(String name, Duration value, Duration min, Duration max) {
        isTrue(
                value.compareTo(min) >= 0 && value.compareTo(max) <= 0,
                name + " must be " + min + " to " + max + ", was " + value);
    }
}
