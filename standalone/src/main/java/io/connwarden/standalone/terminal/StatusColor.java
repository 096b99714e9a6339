package io.connwarden.standalone.terminal;

import io.connwarden.contracts.message.HealthStatus;

/** The color of each status. */
public final class StatusColor {
    private StatusColor() {}

    public static Color of(HealthStatus status) {
        return switch (status) {
            case HEALTHY -> Color.GREEN;
            case CLEANUP_NEEDED, WARNING -> Color.YELLOW;
            case CRITICAL, UNREACHABLE -> Color.RED;
            case UNKNOWN -> Color.CYAN;
        };
    }
}
