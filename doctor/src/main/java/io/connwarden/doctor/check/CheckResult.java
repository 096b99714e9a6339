package io.connwarden.doctor.check;

import java.util.List;

/**
 * One question and how it came out.
 *
 * @param name what was asked, in a word or two
 * @param reason one sentence, without a full stop
 * @param details further lines, such as one per role
 * @param missing what would cure it; empty when nothing is missing, or nothing can be done
 */
public record CheckResult(
        String name, Severity severity, String reason, List<String> details, List<MissingRequirement> missing) {
    public CheckResult {
        details = List.copyOf(details);
        missing = List.copyOf(missing);
    }

    static CheckResult of(String name, Severity standing, String reason, MissingRequirement... needs) {
        return new CheckResult(name, standing, reason, List.of(), List.of(needs));
    }

    /** A question that got no answer. */
    static CheckResult failed(String name, Severity standing, String failureReason) {
        return of(name, standing, "could not be found out: " + failureReason);
    }

    CheckResult withDetails(List<String> more) {
        return new CheckResult(name, severity, reason, more, missing);
    }
}
