package io.connwarden.doctor;

import io.connwarden.doctor.assessment.Verdict;
import io.connwarden.doctor.finding.Duty;
import io.connwarden.sql.target.TargetSettings;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The doctor at a service's start: one line per target in the log, and the verdict for a metric. Thread-safe.
 */
public final class FirstVisit {
    private static final Logger LOG = LoggerFactory.getLogger(FirstVisit.class);

    private final Doctor doctor;
    private final Duty duty;
    private final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();

    public FirstVisit(Doctor doctor, Duty duty) {
        this.doctor = doctor;
        this.duty = duty;
    }

    /**
     * Examines a target and tells.
     *
     * @return whether there was a session to ask on; otherwise it is worth another visit
     */
    public boolean to(TargetSettings target) {
        Diagnosis diagnosis = doctor.examine(target, duty);
        Verdict before = verdicts.get(target.id());
        if (diagnosis.verdict() == Verdict.READY) {
            LOG.info("Doctor: {} is {}", target.id(), diagnosis.summary());
        } else if (before != diagnosis.verdict()) {
            LOG.warn("Doctor: {}: {}", target.id(), diagnosis.summary());
        }
        // Last, so that whoever sees the metric finds the line in the log.
        verdicts.put(target.id(), diagnosis.verdict());
        return diagnosis.admitted();
    }

    /** The latest verdict; empty before the first visit. */
    public Optional<Verdict> verdict(String target) {
        return Optional.ofNullable(verdicts.get(target));
    }
}
