package io.connwarden.doctor.check;

import java.util.List;

/**
 * The finding of one check.
 *
 * @param name the name of the check, at most 16 characters
 * @param reason one sentence, without a full stop
 * @param details further lines, such as one per role
 * @param missing the missing requirements; empty if nothing is missing or no remedy exists
 */
public record Finding(
        String name, Severity severity, String reason, List<String> details, List<MissingRequirement> missing) {
    public Finding {
        details = List.copyOf(details);
        missing = List.copyOf(missing);
    }

    static Finding of(String name, Severity severity, String reason, MissingRequirement... needs) {
        return new Finding(name, severity, reason, List.of(), List.of(needs));
    }

    /** Returns the finding of a check after a failed probe. */
    static Finding failed(String name, Severity severity, String failureReason) {
        return of(name, severity, "not known, the probe failed: " + failureReason);
    }

    Finding withDetails(List<String> more) {
        return new Finding(name, severity, reason, more, missing);
    }
}
