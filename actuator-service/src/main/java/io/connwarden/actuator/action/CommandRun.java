package io.connwarden.actuator.action;

import io.connwarden.actuator.lane.Lane;
import io.connwarden.actuator.lane.Look;
import io.connwarden.actuator.metrics.FlowMetrics;
import io.connwarden.actuator.pace.Rest;
import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.contracts.message.DecisionNote;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Outcome;
import io.connwarden.contracts.message.Request;
import io.connwarden.sql.store.Intents;
import io.connwarden.sql.store.StoredIntent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One command from its claim to its answer: decided once, done once, told for certain. */
final class CommandRun {
    private final Deciding deciding;
    private final Signalling signalling;
    private final Waiting waiting;
    private final Concluding concluding;
    private final Intents intents;
    private final Duration giveUpAfter;
    private final Clock clock;
    private final Rest rest;
    private final FlowMetrics metrics;

    CommandRun(
            Deciding deciding,
            Signalling signalling,
            Waiting waiting,
            Concluding concluding,
            Intents intents,
            Duration giveUpAfter,
            Clock clock,
            Rest rest,
            FlowMetrics metrics) {
        this.deciding = deciding;
        this.signalling = signalling;
        this.waiting = waiting;
        this.concluding = concluding;
        this.intents = intents;
        this.giveUpAfter = giveUpAfter;
        this.clock = clock;
        this.rest = rest;
        this.metrics = metrics;
    }

    /** Takes up where the store says the command stands. */
    void run(Undertaking undertaking, Lane lane) {
        List<StoredIntent> earlier = intents.of(undertaking.claimed().seq());
        if (earlier.isEmpty()) {
            begin(undertaking, lane);
        } else {
            Resumption resumption = Resumption.of(earlier);
            climb(undertaking, lane, resumption.rung(), resumption.tale());
        }
    }

    /** Ends a command that fails again and again. What was signalled for it is told as far as it is known. */
    void fail(Undertaking undertaking, String reason) {
        List<StoredIntent> earlier = intents.of(undertaking.claimed().seq());
        if (earlier.isEmpty()) {
            concluding.conclude(undertaking, unable(Outcome.FAILED, reason));
            return;
        }
        Resumption resumption = Resumption.of(earlier);
        List<Ending> endings = Endings.failed(resumption.rung(), reason);
        resumption.tale().add(resumption.rung(), endings);
        concluding.conclude(
                undertaking, resumption.tale().conclusion(Outcome.FAILED, resumption.rung(), endings, null, reason));
    }

    private void begin(Undertaking undertaking, Lane lane) {
        if (undertaking.expired(clock.instant())) {
            String late = "it expired at " + undertaking.claimed().expiresAt() + ", before its turn came";
            concluding.conclude(undertaking, unable(Outcome.EXPIRED, late));
        } else if (undertaking.command().request() instanceof Request.Monitor
                || undertaking.command().request() instanceof Request.HealthCheck) {
            concluding.sampled(undertaking, sample(undertaking, lane));
        } else {
            decide(undertaking, lane);
        }
    }

    /** That the target is away is an answer, too; who asks how it is shall not wait for it to come back. */
    private Health sample(Undertaking undertaking, Lane lane) {
        try {
            return patience(undertaking, Duration.ZERO).ask(lane::glance).health();
        } catch (TargetGone e) {
            return Assessment.unreachable(undertaking.target().id(), e.told(), clock.instant());
        }
    }

    private void decide(Undertaking undertaking, Lane lane) {
        Duration left = Duration.between(clock.instant(), undertaking.claimed().expiresAt());
        try {
            Look look = patience(undertaking, left).ask(lane::look);
            Step step = deciding.first(undertaking, look);
            if (step instanceof Step.Act act) {
                climb(undertaking, lane, act.rung(), Tale.beginning(act.rung()));
            } else if (step instanceof Step.End end) {
                concluding.conclude(undertaking, Tale.nothing(end.decision(), end.look()));
            }
        } catch (TargetGone e) {
            concluding.conclude(undertaking, unable(Outcome.FAILED, e.told()));
        }
    }

    /** From a frozen list to the end, over as many rungs as it takes. */
    private void climb(Undertaking undertaking, Lane lane, Rung first, Tale tale) {
        Rung rung = first;
        while (true) {
            List<Ending> endings = rung.dryRun() ? Endings.ofDryRun(rung) : act(undertaking, lane, rung);
            tale.add(rung, endings);
            Look after = lookAgain(undertaking, lane, rung);
            String last = "";
            if (rung.climbs() && after != null && !undertaking.expired(clock.instant())) {
                Step next = deciding.next(undertaking, rung, endings, after);
                if (next instanceof Step.Act act) {
                    rung = act.rung();
                    continue;
                }
                last = ((Step.End) next).decision().reason();
            }
            concluding.conclude(undertaking, tale.conclusion(Endings.outcome(endings), rung, endings, after, last));
            return;
        }
    }

    private List<Ending> act(Undertaking undertaking, Lane lane, Rung rung) {
        boolean tooLate = rung.resumed() && undertaking.expired(clock.instant());
        List<Told> told = signalling.signal(rung, lane, patience(undertaking, giveUpAfter), tooLate);
        return waiting.await(told, lane, patience(undertaking, giveUpAfter));
    }

    private @Nullable Look lookAgain(Undertaking undertaking, Lane lane, Rung rung) {
        try {
            return patience(undertaking, Duration.ZERO).ask(rung.climbs() ? lane::look : lane::glance);
        } catch (TargetGone e) {
            return null;
        }
    }

    private static Conclusion unable(Outcome outcome, String reason) {
        return Conclusion.withoutActing(outcome, new DecisionNote("INTAKE", reason), false, List.of(), null);
    }

    private Patience patience(Undertaking undertaking, Duration time) {
        Duration most = time.compareTo(giveUpAfter) < 0 ? time : giveUpAfter;
        return new Patience(undertaking.target().id(), clock.instant().plus(most), clock, rest, metrics);
    }
}
