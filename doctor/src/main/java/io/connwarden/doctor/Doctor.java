package io.connwarden.doctor;

import io.connwarden.doctor.assessment.Check;
import io.connwarden.doctor.assessment.Judgement;
import io.connwarden.doctor.finding.Duty;
import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.probe.Examination;
import io.connwarden.doctor.remedy.Prescription;
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
     * @param duty with RECLAIM, ends a second session of its own to see that it can
     */
    public Diagnosis examine(TargetSettings target, Duty duty) {
        Findings findings = Examination.of(target, duty, clock);
        Prescription prescription = Prescription.on(findings);
        return new Diagnosis(
                findings,
                Judgement.of(findings).stream()
                        .map(check -> advised(check, prescription))
                        .toList());
    }

    private static Advised advised(Check check, Prescription prescription) {
        return new Advised(check, check.needs().stream().map(prescription::cure).toList());
    }
}
