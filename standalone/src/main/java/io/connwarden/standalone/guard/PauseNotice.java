package io.connwarden.standalone.guard;

import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.standalone.terminal.PrintableText;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The notice that a pause holds the rules back. It is given once for a pause and a period without the status HEALTHY.
 * Not thread-safe.
 */
final class PauseNotice {
    private static final Set<HealthStatus> NEEDS_RULES =
            EnumSet.of(HealthStatus.CLEANUP_NEEDED, HealthStatus.WARNING, HealthStatus.CRITICAL);
    private static final int MAX_LENGTH = 1_000;

    private final Supplier<Optional<String>> pause;
    private String told = "";

    /** @param pause the pause in force in words, empty if there is none or it is not known */
    PauseNotice(Supplier<Optional<String>> pause) {
        this.pause = pause;
    }

    /** Returns the line to print after a sample, or empty. */
    Optional<String> after(Health health) {
        if (!NEEDS_RULES.contains(health.status())) {
            if (health.status() == HealthStatus.HEALTHY) {
                told = "";
            }
            return Optional.empty();
        }
        String current = pause.get().orElse("");
        boolean isNews = !current.isEmpty() && !current.equals(told);
        told = current;
        return isNews
                ? Optional.of(PrintableText.of(
                        "PAUSED: no rule acts at status " + health.status() + "; paused " + current, MAX_LENGTH))
                : Optional.empty();
    }
}
