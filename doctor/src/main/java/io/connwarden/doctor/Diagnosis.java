package io.connwarden.doctor;

import io.connwarden.doctor.check.CheckResult;
import io.connwarden.doctor.check.Readiness;
import io.connwarden.doctor.check.Severity;
import io.connwarden.doctor.finding.ConnectionResult;
import io.connwarden.doctor.finding.Findings;
import java.util.ArrayList;
import java.util.List;

/** What is to be said of one server. Immutable. */
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

    /** Whether there was a session to ask on. */
    public boolean isConnected() {
        return !(findings.connection() instanceof ConnectionResult.Failed);
    }

    /** With one more check, which was made elsewhere. */
    public Diagnosis withCheck(CheckResult check) {
        List<CheckWithRemedies> more = new ArrayList<>(checks);
        more.add(new CheckWithRemedies(check, List.of()));
        return new Diagnosis(findings, more);
    }

    /** In one line, for a log: the verdict, and whatever keeps it from being ready with its cure. */
    public String summary() {
        List<String> troubles = new ArrayList<>();
        for (CheckWithRemedies advised : checks) {
            if (advised.result().severity().compareTo(Severity.WARNING) >= 0) {
                troubles.add(advised.result().name() + ": " + advised.result().reason() + formatRemedies(advised));
            }
        }
        return readiness().label() + (troubles.isEmpty() ? "" : ". " + String.join(". ", troubles));
    }

    private static String formatRemedies(CheckWithRemedies advised) {
        List<String> cures = advised.remedies().stream()
                .map(remedy -> remedy.action() + (remedy.context().isEmpty() ? "" : " (" + remedy.context() + ")"))
                .toList();
        return cures.isEmpty() ? "" : " -> " + String.join(" ", cures);
    }
}
