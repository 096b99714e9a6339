package io.connwarden.doctor;

import io.connwarden.doctor.check.CheckResult;
import io.connwarden.doctor.check.Checklist;
import io.connwarden.doctor.finding.Capability;
import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.probe.ProbeRunner;
import io.connwarden.doctor.remedy.RemedyFactory;
import io.connwarden.sql.target.TargetSettings;
import java.time.InstantSource;

/**
 * Examines a server: tries, judges, and prescribes. Touches no session but its own, and changes nothing. Thread-safe.
 */
public final class Doctor {
    private final InstantSource clock;

    public Doctor(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Takes some seconds; longer when the server does not answer, whose time limits add up to a minute at the very most.
     * Never throws for what a server does.
     *
     * @param capability with RECLAIM, ends a second session of its own to see that it can
     */
    public Diagnosis examine(TargetSettings target, Capability capability) {
        Findings findings = ProbeRunner.run(target, capability, clock);
        RemedyFactory prescription = RemedyFactory.forFindings(findings);
        return new Diagnosis(
                findings,
                Checklist.evaluate(findings).stream()
                        .map(check -> withRemedies(check, prescription))
                        .toList());
    }

    private static CheckWithRemedies withRemedies(CheckResult check, RemedyFactory prescription) {
        return new CheckWithRemedies(
                check, check.missing().stream().map(prescription::remedyFor).toList());
    }
}
