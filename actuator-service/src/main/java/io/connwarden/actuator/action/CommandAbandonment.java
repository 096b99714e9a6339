package io.connwarden.actuator.action;

import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.actuator.transaction.StoreFailures;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.runtime.ShutdownException;
import io.connwarden.sql.store.Leases.ClaimedCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The completion of commands that cannot be executed. The result contains the sessions if the stored values can be
 * read. Otherwise the command is completed without reading its message and its intents, because these may be the cause.
 */
final class CommandAbandonment {
    private static final Logger LOG = LoggerFactory.getLogger(CommandAbandonment.class);

    private final CommandExecution execution;
    private final OutcomeStage outcome;

    CommandAbandonment(CommandExecution execution, OutcomeStage outcome) {
        this.execution = execution;
        this.outcome = outcome;
    }

    /** Completes a command that failed too often. */
    void giveUp(ClaimedCommand claimed, TargetConfiguration target, String reason) {
        LOG.error(
                "Command {} on target {} is given up, its result is FAILED, and the next command follows. Reason: {}",
                claimed.id().id(),
                target.id(),
                reason);
        if (claimed.attempts() > AttemptLimit.MAX_PROCESSES + 1) {
            // A process ended while it read the stored values.
            outcome.completeUnread(claimed, CommandOutcome.FAILED, reason);
        } else {
            failWithSessions(claimed, target, reason);
        }
    }

    private void failWithSessions(ClaimedCommand claimed, TargetConfiguration target, String reason) {
        try {
            execution.fail(LeasedCommand.of(claimed, target), reason);
        } catch (LeaseLostException | ShutdownException e) {
            throw e;
        } catch (RuntimeException e) {
            if (StoreFailures.isTransient(e)) {
                throw e;
            }
            LOG.error(
                    "Command {} on target {} could not be read; its result has no sessions. The view"
                            + " reclaimed_sessions lists them",
                    claimed.id().id(),
                    target.id(),
                    e);
            outcome.completeUnread(claimed, CommandOutcome.FAILED, reason);
        }
    }
}
