package io.connwarden.doctor;

import io.connwarden.doctor.check.Checklist;
import io.connwarden.doctor.check.Finding;
import io.connwarden.doctor.probe.ProbeRunner;
import io.connwarden.doctor.reading.IntendedUse;
import io.connwarden.doctor.reading.Readings;
import io.connwarden.doctor.remedy.RemedyFactory;
import io.connwarden.sql.target.TargetSettings;
import java.time.InstantSource;

/**
 * The doctor diagnoses a server: it probes the server, checks the readings and names remedies. It signals only its own
 * sessions and changes nothing. Thread-safe.
 */
public final class Doctor {
    private final InstantSource clock;

    public Doctor(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Diagnoses a target. This takes some seconds, or up to a minute if the server does not answer. A failure of the
     * server is never thrown.
     *
     * @param intendedUse with RECLAIM, one session of the doctor terminates another as a test
     */
    public Diagnosis diagnose(TargetSettings target, IntendedUse intendedUse) {
        Readings readings = ProbeRunner.run(target, intendedUse, clock);
        RemedyFactory remedies = RemedyFactory.forReadings(readings);
        return new Diagnosis(
                readings,
                Checklist.evaluate(readings).stream()
                        .map(finding -> withRemedies(finding, remedies))
                        .toList());
    }

    private static FindingWithRemedies withRemedies(Finding check, RemedyFactory remedies) {
        return new FindingWithRemedies(
                check, check.missing().stream().map(remedies::remedyFor).toList());
    }
}
