package io.connwarden.console.guide;

import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.message.CommandParameters.Cleanup;
import org.jspecify.annotations.Nullable;

/** The parameters of a cleanup with their defaults. An empty value is the default, as at the endpoint. */
final class GuideParameters {
    private GuideParameters() {}

    /** Returns the minimum idle time in minutes. The command checks its range. */
    static double idleThreshold(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Cleanup.DEFAULT_IDLE_THRESHOLD_MINUTES;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException malformed) {
            throw ProblemException.invalid("idle_threshold", "a number of minutes", text);
        }
    }

    /** Returns the maximum number of terminations. The command checks its range. */
    static int maxTerminations(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Cleanup.DEFAULT_MAX_TERMINATIONS;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException malformed) {
            throw ProblemException.invalid("max_terminations", "1 to 1000", text);
        }
    }

    static Cleanup cleanup(double idleThreshold, int maxTerminations) {
        try {
            return new Cleanup(idleThreshold, maxTerminations);
        } catch (IllegalArgumentException outOfRange) {
            throw ProblemException.badRequest(String.valueOf(outOfRange.getMessage())
                    .replace("idleThresholdMinutes", "idle_threshold")
                    .replace("maxTerminations", "max_terminations"));
        }
    }
}
