package io.connwarden.standalone.terminal;

import io.connwarden.contracts.message.Status;

/** The colour each status is shown in. */
public final class StatusColour {
    private StatusColour() {}

    public static Colour of(Status status) {
        return switch (status) {
            case HEALTHY -> Colour.GREEN;
            case CLEANUP_NEEDED, WARNING -> Colour.YELLOW;
            case CRITICAL, UNREACHABLE -> Colour.RED;
            case UNKNOWN -> Colour.CYAN;
        };
    }
}
