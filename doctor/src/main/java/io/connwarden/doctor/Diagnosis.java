package io.connwarden.doctor;

import io.connwarden.doctor.assessment.Check;
import io.connwarden.doctor.assessment.Standing;
import io.connwarden.doctor.assessment.Verdict;
import io.connwarden.doctor.finding.Admission;
import io.connwarden.doctor.finding.Findings;
import java.util.ArrayList;
import java.util.List;

/** What is to be said of one server. Immutable. */
public record Diagnosis(Findings findings, List<Advised> checks) {
    public Diagnosis {
        checks = List.copyOf(checks);
    }

    public String target() {
        return findings.subject().target();
    }

    public Verdict verdict() {
        return Verdict.of(checks.stream().map(Advised::check).toList());
    }

    /** Whether there was a session to ask on. */
    public boolean admitted() {
        return !(findings.admission() instanceof Admission.ShutOut);
    }

    /** With one more check, which was made elsewhere. */
    public Diagnosis and(Check check) {
        List<Advised> more = new ArrayList<>(checks);
        more.add(new Advised(check, List.of()));
        return new Diagnosis(findings, more);
    }

    /** In one line, for a log: the verdict, and whatever keeps it from being ready with its cure. */
    public String summary() {
        List<String> troubles = new ArrayList<>();
        for (Advised advised : checks) {
            if (advised.check().standing().compareTo(Standing.LIMIT) >= 0) {
                troubles.add(advised.check().name() + ": " + advised.check().reason() + cures(advised));
            }
        }
        return verdict().spoken() + (troubles.isEmpty() ? "" : ". " + String.join(". ", troubles));
    }

    private static String cures(Advised advised) {
        List<String> cures = advised.remedies().stream()
                .map(remedy -> remedy.what() + (remedy.where().isEmpty() ? "" : " (" + remedy.where() + ")"))
                .toList();
        return cures.isEmpty() ? "" : " -> " + String.join(" ", cures);
    }
}
