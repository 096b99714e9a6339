package io.connwarden.actuator.action;

import io.connwarden.actuator.config.Targets;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.runtime.PeriodicTask;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.sql.store.Leases;
import io.connwarden.sql.store.Leases.ClaimedCommand;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The completion of commands for targets that were removed from the configuration. No worker executes them. Each ends
 * as EXPIRED when its time is over. Until then another process, with another version of the configuration, may execute
 * it.
 */
public final class OverdueCommands {
    private static final Logger LOG = LoggerFactory.getLogger(OverdueCommands.class);
    /** Longer than a rolling change of the configuration. */
    private static final Duration MAX_WAIT = Duration.ofDays(1);

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Targets targets;
    private final Leases leases;
    private final OutcomeStage outcome;
    private final Clock clock;

    OverdueCommands(Targets targets, Leases leases, OutcomeStage outcome, Clock clock) {
        this.targets = targets;
        this.leases = leases;
        this.outcome = outcome;
        this.clock = clock;
    }

    /** Returns the task that completes overdue commands until the service shuts down. */
    public Runnable task(ShutdownSignal shutdown) {
        return new PeriodicTask(
                "Commands of targets that are not configured are not answered",
                "Commands of targets that are not configured are answered again",
                INTERVAL,
                shutdown,
                this::completeAll);
    }

    private void completeAll() {
        Optional<ClaimedCommand> overdue = claim();
        while (overdue.isPresent()) {
            complete(overdue.get());
            overdue = claim();
        }
    }

    private Optional<ClaimedCommand> claim() {
        return leases.claimOverdue(targets.ids(), MAX_WAIT, clock.instant());
    }

    private void complete(ClaimedCommand claimed) {
        LOG.warn(
                "Command {} completed as EXPIRED: target {} is not configured and no process executed the command in"
                        + " time. Its result is published",
                claimed.id().id(),
                claimed.target());
        outcome.completeUnread(
                claimed,
                CommandOutcome.EXPIRED,
                "target '" + claimed.target() + "' is no longer configured, and no actuator executed the command in"
                        + " time");
    }
}
