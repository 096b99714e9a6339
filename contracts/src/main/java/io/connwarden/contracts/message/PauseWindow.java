package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;

/**
 * A recurring time of a pause.
 *
 * @param cron the begin of each pause: second, minute, hour, day of month, month and day of week; {@code 0 0 2 * * SUN}
 *     is each Sunday at 02:00
 * @param zone the time zone of the begin, such as {@code Europe/Berlin}
 * @param durationMinutes 1 to 10080 (one week)
 */
public record PauseWindow(String cron, String zone, int durationMinutes) {
    private static final int MAX_LENGTH = 100;
    private static final int MAX_DURATION_MINUTES = 10_080;

    public PauseWindow {
        Checks.requireText("window.cron", cron, MAX_LENGTH);
        Checks.requireText("window.zone", zone, MAX_LENGTH);
        Checks.requireInRange("window.durationMinutes", durationMinutes, 1, MAX_DURATION_MINUTES);
    }
}
