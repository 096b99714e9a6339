package io.connwarden.doctor.check;

import java.util.List;

/**
 * The result of one check.
 *
 * @param name the name of the check, at most 16 characters
 * @param reason one sentence, without a full stop
 * @param details further lines, such as one per role
 * @param missing the missing requirements; empty if nothing is missing or no remedy exists
 */
public record CheckResult(
        String name, Severity severity, String reason, List<String> details, List<MissingRequirement> missing) {
    public CheckResult {
        details = List.copyOf(details);
        missing = List.copyOf(missing);
    }

    static CheckResult of(String name, Severity severity, String reason, MissingRequirement... needs) {
        return new CheckResult(name, severity, reason, List.of(), List.of(needs));
    }

    /** Returns the result of a check after a failed probe. */
    static CheckResult failed(String name, Severity severity, String failureReason) {
        return of(name, severity, "not known, the probe failed: " + failureReason);
    }

    CheckResult withDetails(List<String> more) {
        return new CheckResult(name, severity, reason, more, missing);
    }
}
