package io.connwarden.contracts.message;

import io.connwarden.contracts.value.Checks;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An order to the actuator.
 *
 * @param target id of the target, or {@link #ALL_TARGETS} with PAUSE and RESUME
 * @param requestedBy name of the requester, free text; not empty, at most 1024 characters
 * @param reason reason for the request, free text; not empty, at most 1024 characters
 * @param dryRun if true, all steps are executed except the signals
 * @param expiresAt time after which the result is EXPIRED; null means the event's time plus 15 minutes
 */
public record Command(
        String target,
        CommandParameters parameters,
        String requestedBy,
        String reason,
        boolean dryRun,
        @Nullable Instant expiresAt)
        implements Message {

    /** The target of PAUSE and RESUME that means all targets. */
    public static final String ALL_TARGETS = "*";

    private static final int MAX_TEXT_LENGTH = 1024;

    /** @throws IllegalArgumentException if a value is out of range */
    public Command {
        Objects.requireNonNull(parameters, "parameters");
        Checks.requireText("requestedBy", requestedBy, MAX_TEXT_LENGTH);
        Checks.requireText("reason", reason, MAX_TEXT_LENGTH);
        if (parameters instanceof CommandParameters.Pause || parameters instanceof CommandParameters.Resume) {
            requireTargetOrAll(target);
            requireAllForLabels(target, parameters);
        } else {
            Checks.requireTargetId("target", target);
        }
    }

    private static void requireAllForLabels(String target, CommandParameters parameters) {
        boolean hasLabels = parameters instanceof CommandParameters.Pause pause
                && !pause.labels().isEmpty();
        Checks.require(
                !hasLabels || target.equals(ALL_TARGETS), "target", ALL_TARGETS + " with labels", "'" + target + "'");
    }

    /** Returns this command, with the given expiry if it has none. */
    public Command withDefaultExpiry(Instant expiry) {
        return expiresAt == null ? new Command(target, parameters, requestedBy, reason, dryRun, expiry) : this;
    }

    /** Returns true if the text may be the target of a command or a result. */
    public static boolean isTargetOrAll(String target) {
        return ALL_TARGETS.equals(target) || Checks.isTargetId(target);
    }

    static void requireTargetOrAll(String target) {
        if (!isTargetOrAll(target)) {
            Checks.requireTargetId("target", target);
        }
    }
}
