package io.connwarden.actuator.action;

import java.io.Serial;

/**
 * The end of a run on an instance that cannot reach the full target, while another instance occupies a reserved slot.
 * The command is released, and the other instance executes it.
 */
final class HandoverException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    HandoverException(Throwable cause) {
        super("another instance occupies a reserved slot of the target", cause);
    }
}
