package io.connwarden.actuator.action;

import io.connwarden.actuator.config.WatchedTarget;
import io.connwarden.actuator.lane.Lane;
import io.connwarden.actuator.metrics.FlowMetrics;
import io.connwarden.actuator.pace.BackOff;
import io.connwarden.actuator.pace.Bell;
import io.connwarden.actuator.pace.Rest;
import io.connwarden.actuator.pace.Stopped;
import io.connwarden.actuator.store.StoreTrouble;
import io.connwarden.sql.store.ClaimedCommand;
import io.connwarden.sql.store.Leases;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread of this process that works on a target: a slow or dead target holds up nobody else. */
final class TargetWorker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TargetWorker.class);
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);
    private static final int TRIES = 3;

    private final WatchedTarget target;
    private final Lane lane;
    private final CommandRun run;
    private final Leases leases;
    private final Clock clock;
    private final Rest rest;
    private final FlowMetrics metrics;
    private final Bell bell = new Bell();
    private final BackOff backOff = BackOff.standard();
    private long failing;
    private int failures;

    TargetWorker(
            WatchedTarget target,
            Lane lane,
            CommandRun run,
            Leases leases,
            Clock clock,
            Rest rest,
            FlowMetrics metrics) {
        this.target = target;
        this.lane = lane;
        this.run = run;
        this.leases = leases;
        this.clock = clock;
        this.rest = rest;
        this.metrics = metrics;
    }

    void ring() {
        bell.ring();
    }

    /** Runs until the service stops. */
    @Override
    public void run() {
        while (!rest.stopping()) {
            try {
                workOff();
                bell.await(LONGEST_SLEEP);
            } catch (Stopped e) {
                return;
            } catch (RuntimeException e) {
                if (!StoreTrouble.isTrouble(e)) {
                    LOG.error("Working on target {} went wrong", target.id(), e);
                }
                metrics.storeFailed();
                pause();
            }
        }
    }

    private void workOff() {
        Optional<ClaimedCommand> claimed = leases.claim(target.id(), clock.instant());
        while (claimed.isPresent() && !rest.stopping()) {
            work(claimed.get());
            backOff.reset();
            claimed = leases.claim(target.id(), clock.instant());
        }
        // Claimed on the way out: let others have it at once.
        claimed.ifPresent(left -> leases.release(left.seq()));
    }

    private void work(ClaimedCommand claimed) {
        if (claimed.attempts() > 1) {
            LOG.info("Taking up command {} of target {} again", claimed.id(), target.id());
            metrics.takenOver();
        }
        try {
            Undertaking undertaking = Undertaking.of(claimed, target);
            if (givenUp(claimed)) {
                run.fail(undertaking, "it failed " + TRIES + " times by an error of the actuator's own; see its log");
            } else {
                run.run(undertaking, lane);
            }
        } catch (LeaseLost e) {
            LOG.warn("{}", e.getMessage());
        } catch (Stopped e) {
            leases.release(claimed.seq());
            throw e;
        } catch (RuntimeException e) {
            countFailure(claimed, e);
            throw e;
        }
    }

    /** A command that cannot be worked on must not keep those behind it from being done. */
    private boolean givenUp(ClaimedCommand claimed) {
        return failing == claimed.seq() && failures >= TRIES;
    }

    private void countFailure(ClaimedCommand claimed, RuntimeException e) {
        if (StoreTrouble.isTrouble(e) && !StoreTrouble.isForGood(e)) {
            return;
        }
        failures = failing == claimed.seq() ? failures + 1 : 1;
        failing = claimed.seq();
    }

    private void pause() {
        try {
            rest.rest(backOff.next());
        } catch (Stopped e) {
            // The loop sees it.
        }
    }
}
