package io.connwarden.doctor;

import io.connwarden.doctor.check.CheckResult;
import io.connwarden.doctor.check.Readiness;
import io.connwarden.doctor.check.Severity;
import io.connwarden.doctor.finding.ConnectionResult;
import io.connwarden.doctor.finding.Findings;
import java.util.ArrayList;
import java.util.List;

/** The diagnosis of one target. Immutable. */
public record Diagnosis(Findings findings, List<CheckWithRemedies> checks) {
    public Diagnosis {
        checks = List.copyOf(checks);
    }

    public String target() {
        return findings.target().id();
    }

    public Readiness readiness() {
        return Readiness.of(checks.stream().map(CheckWithRemedies::result).toList());
    }

    /** Returns whether a session could be opened. */
    public boolean isConnected() {
        return !(findings.connection() instanceof ConnectionResult.Failed);
    }

    /** Returns a diagnosis with one additional check result. */
    public Diagnosis withCheck(CheckResult result) {
        List<CheckWithRemedies> more = new ArrayList<>(checks);
        more.add(new CheckWithRemedies(result, List.of()));
        return new Diagnosis(findings, more);
    }

    /** Returns one line for a log: the readiness, and each warning and error with its remedies. */
    public String summary() {
        List<String> problems = new ArrayList<>();
        for (CheckWithRemedies check : checks) {
            if (check.result().severity().compareTo(Severity.WARNING) >= 0) {
                problems.add(check.result().name() + ": " + check.result().reason() + formatRemedies(check));
            }
        }
        return readiness().label() + (problems.isEmpty() ? "" : ". " + String.join(". ", problems));
    }

    private static String formatRemedies(CheckWithRemedies check) {
        List<String> remedies = check.remedies().stream()
                .map(remedy -> remedy.action() + (remedy.context().isEmpty() ? "" : " (" + remedy.context() + ")"))
                .toList();
        return remedies.isEmpty() ? "" : " -> " + String.join(" ", remedies);
    }
}
