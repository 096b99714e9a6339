package io.connwarden.actuator.action;

import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.actuator.transaction.StoreFailures;
import io.connwarden.runtime.RetryBackOff;
import io.connwarden.runtime.ShutdownException;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.runtime.SupervisedThread;
import io.connwarden.runtime.Wakeup;
import io.connwarden.sql.store.Leases;
import io.connwarden.sql.store.Leases.ClaimedCommand;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.backoff.BackOffExecution;

/**
 * The only thread of this process that executes commands of a target. A slow or unreachable target delays no other
 * target.
 */
final class TargetWorker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TargetWorker.class);

    private final TargetConfiguration target;
    private final EmergencyConnection connection;
    private final CommandExecution execution;
    private final CommandAbandonment abandonment;
    private final FollowUpChecks followUpChecks;
    private final Leases leases;
    private final Clock clock;
    private final ShutdownSignal shutdown;
    private final ActuatorMetrics metrics;
    private final Wakeup wakeup = new Wakeup();
    private final AttemptLimit attempts = new AttemptLimit();
    private BackOffExecution delays = RetryBackOff.standard().start();
    /** The command in execution. Null before the claim and during a claim. */
    private @Nullable ClaimedCommand current;
    /** The key of the command in execution, for the renewal of its lease. Null between two commands. */
    private volatile @Nullable Long executing;

    TargetWorker(TargetConfiguration target, EmergencyConnection connection, Context context) {
        this.target = target;
        this.connection = connection;
        this.execution = context.execution();
        this.abandonment = context.abandonment();
        this.followUpChecks = context.followUpChecks();
        this.leases = context.leases();
        this.clock = context.clock();
        this.shutdown = context.shutdown();
        this.metrics = context.metrics();
    }

    /** The parts that all workers share. */
    record Context(
            CommandExecution execution,
            CommandAbandonment abandonment,
            FollowUpChecks followUpChecks,
            Leases leases,
            Clock clock,
            ShutdownSignal shutdown,
            ActuatorMetrics metrics) {}

    void notifyWork() {
        wakeup.wake();
    }

    /** Returns the key of the command in execution, or null. Thread-safe. */
    @Nullable Long commandInExecution() {
        return executing;
    }

    /** Executes commands until the service shuts down. */
    @Override
    public void run() {
        while (!shutdown.isShutDown()) {
            try {
                executeAll();
                SupervisedThread.recordSuccess();
                wakeup.await(followUpChecks.run(target.id(), connection));
            } catch (ShutdownException e) {
                return;
            } catch (RuntimeException | Error e) { // an Error must not leave the command without a worker
                logInternalError(e);
                SupervisedThread.recordFailure(e);
                if (StoreFailures.isStoreFailure(e)) {
                    metrics.recordStoreFailure();
                }
                backOff();
            }
        }
    }

    private void executeAll() {
        Optional<ClaimedCommand> claimed = claim();
        while (claimed.isPresent() && !shutdown.isShutDown()) {
            execute(claimed.get());
            delays = RetryBackOff.standard().start();
            claimed = claim();
        }
        // Claimed during the shutdown; the release lets another process claim it at once.
        claimed.ifPresent(remaining -> leases.release(remaining.seq()));
    }

    private Optional<ClaimedCommand> claim() {
        current = null;
        if (connection.isWaitingForReserve()) {
            // The instance in the reserved slot claims the command, or this one after the slot has passed to it.
            return Optional.empty();
        }
        return leases.claim(target.id(), clock.instant());
    }

    private void execute(ClaimedCommand claimed) {
        current = claimed;
        executing = claimed.seq();
        if (claimed.attempts() > 1) {
            LOG.info(
                    "Resuming command {} on target {}: another process has claimed the command and did not finish it;"
                            + " {} claims so far",
                    claimed.id().id(),
                    target.id(),
                    claimed.attempts());
            metrics.recordResumption();
        }
        try {
            String reasonToGiveUp = attempts.reasonToGiveUp(claimed);
            if (reasonToGiveUp == null) {
                execution.execute(LeasedCommand.of(claimed, target), connection);
            } else {
                abandonment.giveUp(claimed, target, reasonToGiveUp);
            }
        } catch (LeaseLostException e) {
            LOG.warn(
                    "Run of command {} on target {} stopped: another process took over the lease and continues the"
                            + " command",
                    claimed.id().id(),
                    target.id());
        } catch (HandoverException e) {
            LOG.info(
                    "Command {} on target {} is released: no slot is free for this instance, and the instance that"
                            + " occupies a reserved slot executes the command",
                    claimed.id().id(),
                    target.id());
            leases.release(claimed.seq());
        } catch (ShutdownException e) {
            leases.release(claimed.seq());
            throw e;
        } catch (RuntimeException | Error e) {
            attempts.onFailure(claimed, e);
            throw e;
        } finally {
            executing = null;
        }
    }

    private void logInternalError(Throwable e) {
        if (StoreFailures.isStoreFailure(e)) {
            return;
        }
        ClaimedCommand failed = current;
        if (failed == null) {
            LOG.error(
                    "Claim of the next command on target {} failed with an internal error: commands on this target"
                            + " wait; the claim is retried after a delay",
                    target.id(),
                    e);
        } else {
            LOG.error(
                    "Attempt {} of {} of command {} on target {} failed with an internal error; the command is"
                            + " retried; after the last attempt its outcome is FAILED",
                    attempts.failureCount(),
                    AttemptLimit.MAX_FAILURES,
                    failed.id().id(),
                    target.id(),
                    e);
        }
    }

    private void backOff() {
        try {
            shutdown.backOff(delays);
        } catch (ShutdownException e) {
            // The loop ends.
        }
    }
}
