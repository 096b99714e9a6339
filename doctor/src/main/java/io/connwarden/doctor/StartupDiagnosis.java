package io.connwarden.doctor;

import io.connwarden.doctor.check.Readiness;
import io.connwarden.doctor.finding.Capability;
import io.connwarden.sql.target.TargetSettings;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The diagnosis of targets at the start of a service: one log line per target, and the readiness for a metric.
 * Thread-safe.
 */
final class StartupDiagnosis {
    private static final Logger LOG = LoggerFactory.getLogger(StartupDiagnosis.class);

    private final Doctor doctor;
    private final Capability capability;
    private final Map<String, Readiness> readinessByTarget = new ConcurrentHashMap<>();

    StartupDiagnosis(Doctor doctor, Capability capability) {
        this.doctor = doctor;
        this.capability = capability;
    }

    /**
     * Examines a target and logs its readiness.
     *
     * @return whether a session could be opened; if not, the diagnosis should be repeated
     */
    boolean diagnose(TargetSettings target) {
        Diagnosis diagnosis = doctor.examine(target, capability);
        Readiness before = readinessByTarget.get(target.id());
        if (diagnosis.readiness() == Readiness.READY) {
            LOG.info("Doctor: {} is {}", target.id(), diagnosis.summary());
        } else if (before != diagnosis.readiness()) {
            LOG.warn("Doctor: {} is {}", target.id(), diagnosis.summary());
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
