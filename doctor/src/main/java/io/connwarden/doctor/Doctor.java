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
 * The doctor examines a server: it probes, checks and names remedies. It signals only its own sessions and changes
 * nothing. Thread-safe.
 */
public final class Doctor {
    private final InstantSource clock;

    public Doctor(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Examines a target. This takes some seconds, or up to a minute if the server does not answer. A failure of the
     * server is never thrown.
     *
     * @param capability with RECLAIM, the doctor terminates a second session of its own as a test
     */
    public Diagnosis examine(TargetSettings target, Capability capability) {
        Findings findings = ProbeRunner.run(target, capability, clock);
        RemedyFactory remedies = RemedyFactory.forFindings(findings);
        return new Diagnosis(
                findings,
                Checklist.evaluate(findings).stream()
                        .map(check -> withRemedies(check, remedies))
                        .toList());
    }

    private static CheckWithRemedies withRemedies(CheckResult check, RemedyFactory remedies) {
        return new CheckWithRemedies(
                check, check.missing().stream().map(remedies::remedyFor).toList());
    }
}
