package io.connwarden.doctor;

import io.connwarden.doctor.check.Readiness;
import io.connwarden.doctor.reading.IntendedUse;
import io.connwarden.sql.target.TargetSettings;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reporter of the start-up diagnoses: one log line per target, and the readiness for a metric. Thread-safe.
 */
final class ReadinessReporter {
    private static final Logger LOG = LoggerFactory.getLogger(ReadinessReporter.class);

    private final Doctor doctor;
    private final IntendedUse intendedUse;
    private final Map<String, Readiness> readinessByTarget = new ConcurrentHashMap<>();

    ReadinessReporter(Doctor doctor, IntendedUse intendedUse) {
        this.doctor = doctor;
        this.intendedUse = intendedUse;
    }

    /**
     * Diagnoses a target and logs its readiness.
     *
     * @return whether a session could be opened; if not, the diagnosis should be repeated
     */
    boolean diagnose(TargetSettings target) {
        Diagnosis diagnosis = doctor.diagnose(target, intendedUse);
        Readiness before = readinessByTarget.get(target.id());
        if (diagnosis.readiness() == Readiness.READY) {
            LOG.info("Doctor: target {} is {}", target.id(), diagnosis.summary());
        } else if (before != diagnosis.readiness()) {
            LOG.warn("Doctor: target {} is {}", target.id(), diagnosis.summary());
        }
        // The metric is set after the log line, so that a reader of the metric finds the line.
        readinessByTarget.put(target.id(), diagnosis.readiness());
        return diagnosis.isConnected();
    }

    /** Returns the latest readiness; empty before the first diagnosis. */
    Optional<Readiness> readiness(String target) {
        return Optional.ofNullable(readinessByTarget.get(target));
    }
}
