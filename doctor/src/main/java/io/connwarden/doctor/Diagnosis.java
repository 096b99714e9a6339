package io.connwarden.doctor;

import io.connwarden.contracts.value.Formats;
import io.connwarden.doctor.check.Finding;
import io.connwarden.doctor.check.Readiness;
import io.connwarden.doctor.check.Severity;
import io.connwarden.doctor.reading.ConnectionReading;
import io.connwarden.doctor.reading.Readings;
import java.util.ArrayList;
import java.util.List;

/** The diagnosis of one target. Immutable. */
public record Diagnosis(Readings readings, List<FindingWithRemedies> findings) {
    private static final int MAX_SUMMARY_LENGTH = 10_000;

    public Diagnosis {
        findings = List.copyOf(findings);
    }

    public String target() {
        return readings.target().id();
    }

    public Readiness readiness() {
        return Readiness.of(findings.stream().map(FindingWithRemedies::finding).toList());
    }

    /** Returns whether a session could be opened. */
    public boolean isConnected() {
        return !(readings.connection() instanceof ConnectionReading.Failed);
    }

    /** Returns a diagnosis with one additional finding. */
    public Diagnosis withFinding(Finding finding) {
        List<FindingWithRemedies> more = new ArrayList<>(findings);
        more.add(new FindingWithRemedies(finding, List.of()));
        return new Diagnosis(readings, more);
    }

    /** Returns one line for a log: the readiness, and each warning and error with its remedies. */
    public String summary() {
        List<String> problems = new ArrayList<>();
        for (FindingWithRemedies each : findings) {
            if (each.finding().severity().compareTo(Severity.WARNING) >= 0) {
                problems.add(each.finding().name() + ": " + each.finding().reason() + formatRemedies(each));
            }
        }
        String summary = readiness().label() + (problems.isEmpty() ? "" : ". " + String.join(". ", problems));
        // The names of roles may contain line breaks.
        return Formats.singleLine(summary, MAX_SUMMARY_LENGTH);
    }

    private static String formatRemedies(FindingWithRemedies finding) {
        List<String> remedies = finding.remedies().stream()
                .map(remedy -> remedy.action() + (remedy.context().isEmpty() ? "" : " (" + remedy.context() + ")"))
                .toList();
        return remedies.isEmpty() ? "" : " -> " + String.join(" ", remedies);
    }
}
