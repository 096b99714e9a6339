package io.connwarden.standalone.terminal;

import io.connwarden.contracts.message.HealthStatus;

/** The colour of each status. */
public final class StatusColour {
    private StatusColour() {}

    public static Colour of(HealthStatus status) {
        return switch (status) {
            case HEALTHY -> Colour.GREEN;
            case CLEANUP_NEEDED, WARNING -> Colour.YELLOW;
            case CRITICAL, UNREACHABLE -> Colour.RED;
            case UNKNOWN -> Colour.CYAN;
        };
    }
}
