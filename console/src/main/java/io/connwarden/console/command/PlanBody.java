package io.connwarden.console.command;

import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.value.Checks;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The body of a request that decides a plan. Its only field is the reason. */
public final class PlanBody {
    private static final String REASON = "reason";
    private static final int MAX_LENGTH = 1024;

    private PlanBody() {}

    /**
     * Returns the reason, or the default if there is none.
     *
     * @throws ProblemException if the body is invalid
     */
    public static String reason(byte[] body, String byDefault) {
        ObjectNode fields = CommandBody.object(body, new TreeSet<>(Set.of(REASON)), "a decision on a plan");
        if (!fields.hasNonNull(REASON)) {
            return byDefault;
        }
        JsonNode reason = fields.get(REASON);
        if (!reason.isString()) {
            throw ProblemException.invalid(REASON, "a string", reason);
        }
        try {
            Checks.requireText(REASON, reason.stringValue(), MAX_LENGTH);
            return reason.stringValue();
        } catch (IllegalArgumentException invalid) {
            throw ProblemException.badRequest(String.valueOf(invalid.getMessage()));
        }
    }
}
