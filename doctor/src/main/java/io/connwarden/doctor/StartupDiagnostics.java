package io.connwarden.doctor;

import io.connwarden.doctor.reading.IntendedUse;
import io.connwarden.runtime.RootCause;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.sql.target.TargetSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The start-up diagnostics of a service. A separate thread diagnoses each target once, one after the other. It
 * repeats the diagnosis of targets on which no session could be opened. The start of the service does not wait for
 * it.
 */
public final class StartupDiagnostics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StartupDiagnostics.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration READINESS_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration RETRY_INTERVAL = Duration.ofMinutes(1);

    private final Predicate<TargetSettings> diagnosis;
    private final List<TargetSettings> targets;
    private final Predicate<TargetSettings> isReady;
    private final Duration readinessTimeout;
    private final Duration retryInterval;
    private final ShutdownSignal shutdown = new ShutdownSignal();
    private final Thread thread = new Thread(this::run, "doctor");

    /**
     * Creates diagnostics that are not started.
     *
     * @param diagnosis diagnoses a target; returns whether a session could be opened
     * @param isReady whether the service has its own session on a target; on a nearly full server the doctor must not
     *     use the slot of that session
     * @param readinessTimeout the maximum wait per round for the service's own session. In round 1 an unready target is
     *     postponed; from round 2 it is diagnosed anyway
     * @param retryInterval the delay between two rounds
     */
    StartupDiagnostics(
            Predicate<TargetSettings> diagnosis,
            List<TargetSettings> targets,
            Predicate<TargetSettings> isReady,
            Duration readinessTimeout,
            Duration retryInterval) {
        this.diagnosis = diagnosis;
        this.targets = List.copyOf(targets);
        this.isReady = isReady;
        this.readinessTimeout = readinessTimeout;
        this.retryInterval = retryInterval;
    }

    /**
     * Creates the diagnostics of a service and registers the readiness metric of each target.
     *
     * @param intendedUse the use that the service makes of its role
     * @param enabled whether targets are diagnosed; if not, the metrics are NaN
     * @param isReady whether the service has its own session on a target
     */
    public static StartupDiagnostics create(
            IntendedUse intendedUse,
            List<TargetSettings> targets,
            boolean enabled,
            Predicate<TargetSettings> isReady,
            MeterRegistry registry) {
        ReadinessReporter diagnosis = new ReadinessReporter(new Doctor(InstantSource.system()), intendedUse);
        targets.forEach(target -> ReadinessGauges.register(registry, diagnosis, target.id()));
        return new StartupDiagnostics(
                diagnosis::diagnose, enabled ? targets : List.of(), isReady, READINESS_TIMEOUT, RETRY_INTERVAL);
    }

    /** Starts the thread. To be called once. */
    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            List<TargetSettings> remaining = targets;
            boolean ended = false;
            for (boolean first = true; !remaining.isEmpty() && !ended; first = false) {
                remaining = diagnoseAll(remaining, first);
                ended = !remaining.isEmpty() && shutdown.awaitShutdown(retryInterval);
            }
        } catch (RuntimeException | Error e) {
            LOG.warn(
                    "Start-up diagnosis failed; the remaining targets are not diagnosed until the next start;"
                            + " the service continues. Cause: {}",
                    RootCause.describe(e),
                    e);
        }
    }

    /** Returns the targets without a session, and in the first round the unready ones. */
    private List<TargetSettings> diagnoseAll(List<TargetSettings> pending, boolean first) {
        List<TargetSettings> remaining = new ArrayList<>();
        for (TargetSettings target : pending) {
            boolean ready = awaitReadiness(target);
            if (shutdown.isShutDown()) {
                return List.of();
            }
            boolean postponed = first && !ready;
            if (postponed || !diagnosis.test(target)) {
                remaining.add(target);
            }
        }
        return remaining;
    }

    private boolean awaitReadiness(TargetSettings target) {
        long end = System.nanoTime() + readinessTimeout.toNanos();
        boolean ready = isReady.test(target);
        while (!ready && System.nanoTime() - end < 0 && !shutdown.awaitShutdown(POLL_INTERVAL)) {
            ready = isReady.test(target);
        }
        return ready;
    }

    @Override
    public void close() {
        shutdown.shutDown();
        try {
            // A query on a server cannot be interrupted; its timeouts bound it.
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
