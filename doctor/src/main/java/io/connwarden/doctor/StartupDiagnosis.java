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
 * The doctor at a service's start: one line per target in the log, and the verdict for a metric. Thread-safe.
 */
public final class StartupDiagnosis {
    private static final Logger LOG = LoggerFactory.getLogger(StartupDiagnosis.class);

    private final Doctor doctor;
    private final Capability capability;
    private final Map<String, Readiness> readinessByTarget = new ConcurrentHashMap<>();

    public StartupDiagnosis(Doctor doctor, Capability capability) {
        this.doctor = doctor;
        this.capability = capability;
    }

    /**
     * Examines a target and tells.
     *
     * @return whether there was a session to ask on; otherwise it is worth another visit
     */
    public boolean diagnose(TargetSettings target) {
        Diagnosis diagnosis = doctor.examine(target, capability);
        Readiness before = readinessByTarget.get(target.id());
        if (diagnosis.readiness() == Readiness.READY) {
            LOG.info("Doctor: {} is {}", target.id(), diagnosis.summary());
        } else if (before != diagnosis.readiness()) {
            LOG.warn("Doctor: {}: {}", target.id(), diagnosis.summary());
        }
        // Last, so that whoever sees the metric finds the line in the log.
        readinessByTarget.put(target.id(), diagnosis.readiness());
        return diagnosis.isConnected();
    }

    /** The latest verdict; empty before the first visit. */
    public Optional<Readiness> readiness(String target) {
        return Optional.ofNullable(readinessByTarget.get(target));
    }
}
