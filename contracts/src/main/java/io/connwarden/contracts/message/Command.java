package io.connwarden.contracts.message;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks of the actuator.
 *
 * @param target id of the target, or {@link #ALL_TARGETS} with PAUSE and RESUME
 * @param requestedBy who asks, in their own words; not empty, at most 1024 characters
 * @param reason why; not empty, at most 1024 characters
 * @param dryRun takes the whole road and signals nobody
 * @param expiresAt after this the command is answered EXPIRED; null means the event's time plus 15 minutes
 */
public record Command(
        String target,
        Request request,
        String requestedBy,
        String reason,
        boolean dryRun,
        @Nullable Instant expiresAt) implements Message {

    /** Stands for every target; only PAUSE and RESUME accept it. */
    public static final String ALL_TARGETS = "*";

    public Command {
        Objects.requireNonNull(request, "request");
        Allowed.text("requestedBy", requestedBy);
        Allowed.text("reason", reason);
        if (request instanceof Request.Pause || request instanceof Request.Resume) {
            Allowed.targetOrAll(target);
        } else {
            Allowed.target(target);
        }
    }
}
