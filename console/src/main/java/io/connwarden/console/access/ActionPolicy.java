package io.connwarden.console.access;

import io.connwarden.console.limit.RateLimit;
import io.connwarden.console.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;

/** The conditions of a request that acts, in addition to its scope. */
public final class ActionPolicy {
    private static final String ATTRIBUTE = ActionPolicy.class.getName();

    private final boolean readOnly;
    private final RateLimit perCaller;

    public ActionPolicy(boolean readOnly, RateLimit perCaller) {
        this.readOnly = readOnly;
        this.perCaller = perCaller;
    }

    /** Returns true if the request was found to act, whatever its outcome is. */
    public static boolean isAction(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }

    /** @throws ProblemException 403 if the console is read-only, 429 above the rate limit */
    void check(Caller caller, HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, true);
        if (readOnly) {
            throw ProblemException.forbidden(
                    "the console is read-only, because connwarden.console.read-only is true; nothing was done");
        }
        perCaller.take(caller.identity()).ifPresent(wait -> {
            throw ProblemException.tooManyRequests(
                    "the token has sent more actions per minute than connwarden.console.max-actions-per-minute"
                            + " permits; nothing was done",
                    wait);
        });
    }
}
