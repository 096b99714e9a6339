package io.connwarden.console.api;

import io.connwarden.console.web.ProblemException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.WebRequest;

/**
 * The query parameters of a route that acts.
 *
 * @param dryRun true unless the request says {@code dryRun=false}, or the default of the route is to act
 * @param maxWait the maximum wait for the result
 */
record CommandOptions(boolean dryRun, Duration maxWait) {
    private static final String DRY_RUN = "dryRun";
    private static final String WAIT = "wait";
    private static final int MAX_WAIT_SECONDS = 30;
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(10);

    /** @throws ProblemException if a parameter is invalid */
    static CommandOptions of(WebRequest request) {
        return of(request, true);
    }

    /** Returns the parameters of a route that acts unless the request says {@code dryRun=true}. */
    static CommandOptions acting(WebRequest request) {
        return of(request, false);
    }

    private static CommandOptions of(WebRequest request, boolean isDryByDefault) {
        return new CommandOptions(
                dryRun(request.getParameter(DRY_RUN), isDryByDefault), waitOf(request.getParameter(WAIT)));
    }

    private static boolean dryRun(@Nullable String text, boolean isDryByDefault) {
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw ProblemException.invalid(DRY_RUN, "true or false", text);
        }
        return text == null ? isDryByDefault : text.equals("true");
    }

    private static Duration waitOf(@Nullable String text) {
        if (text == null) {
            return DEFAULT_WAIT;
        }
        try {
            int seconds = Integer.parseInt(text);
            if (seconds >= 0 && seconds <= MAX_WAIT_SECONDS) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException notANumber) {
            // Answered below, as any other invalid value.
        }
        throw ProblemException.invalid(WAIT, "0 to " + MAX_WAIT_SECONDS + " (seconds)", text);
    }
}
