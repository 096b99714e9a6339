package io.connwarden.console.guide;

import io.connwarden.console.access.Caller;
import io.connwarden.console.command.CommandService;
import io.connwarden.console.command.CommandService.Sent;
import io.connwarden.console.command.SecondApproval;
import io.connwarden.console.guide.GuideAnswers.AutoAnswer;
import io.connwarden.console.guide.GuideAnswers.CleanupAnswer;
import io.connwarden.console.guide.GuideAnswers.EmergencyAnswer;
import io.connwarden.console.guide.GuideAnswers.HealthAnswer;
import io.connwarden.console.guide.GuideAnswers.MonitorAnswer;
import io.connwarden.console.guide.GuideAnswers.StatusAnswer;
import io.connwarden.console.guide.GuideResults.ActionTaken;
import io.connwarden.console.guide.GuideResults.Cleanup;
import io.connwarden.console.guide.GuideResults.Emergency;
import io.connwarden.console.web.MessageTree;
import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.TargetState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The actions of the endpoints. A command expires when its request stops waiting. Thread-safe. */
public final class GuideActions {
    private static final Duration WAIT = Duration.ofSeconds(30);
    /** STATUS does not wait in the queue of its target. */
    private static final Duration STATUS_WAIT = Duration.ofSeconds(10);

    private static final String REASON = "requested at the endpoint of the guide";

    private final GuideTargets targets;
    private final CommandService commands;
    private final SecondApproval approval;
    private final LatestStates states = new LatestStates();
    private final InstantSource clock;

    public GuideActions(GuideTargets targets, CommandService commands, SecondApproval approval, InstantSource clock) {
        this.targets = targets;
        this.commands = commands;
        this.approval = approval;
        this.clock = clock;
    }

    MonitorAnswer monitor(String target) {
        Health health = targets.health(target);
        GuideMetrics metrics = GuideMetrics.of(health.status(), requireCounts(health));
        return new MonitorAnswer(true, "monitor", metrics, now(), GuideRecommendations.of(metrics));
    }

    HealthAnswer health(String target) {
        return new HealthAnswer(true, "health", toGuide(targets.health(target)), now());
    }

    StatusAnswer status(Caller caller, String target) {
        GuideHealth health = toGuide(targets.health(target));
        Result result =
                states.get(caller, target, () -> execute(caller, target, new CommandParameters.Status(), STATUS_WAIT));
        TargetState state = result.targetState();
        int waiting = state == null ? 0 : state.commandsWaiting();
        return new StatusAnswer(
                true,
                "status",
                health,
                waiting,
                waiting > 0,
                MessageTree.of(result).get("targetState"),
                now());
    }

    CleanupAnswer cleanup(Caller caller, String target, double idleThreshold, int maxTerminations) {
        approval.requireNone(target);
        Result result = execute(caller, target, GuideParameters.cleanup(idleThreshold, maxTerminations));
        return new CleanupAnswer(isCompleted(result), "cleanup", Cleanup.of(result), now());
    }

    EmergencyAnswer emergency(Caller caller, String target) {
        approval.requireNone(target);
        Result result = execute(caller, target, new CommandParameters.Emergency());
        return new EmergencyAnswer(isCompleted(result), "emergency", Emergency.of(result), now());
    }

    /** The health before the action is the latest sample; the health after it is a new sample. */
    AutoAnswer auto(Caller caller, String target) {
        Health before = targets.health(target);
        double utilization = requireCounts(before).utilizationPercentage();
        Result result = execute(caller, target, new CommandParameters.Auto());
        return new AutoAnswer(
                isCompleted(result),
                "auto_management",
                before.status().name(),
                utilization,
                ActionTaken.of(result),
                toGuide(healthAfter(caller, target, before)),
                now());
    }

    /** Returns the latest known health with counts. An action that was executed is always answered with its result. */
    private Health healthAfter(Caller caller, String target, Health before) {
        Stream<@Nullable Health> latest = Stream.of(newHealth(caller, target), targets.health(target), before);
        return latest.filter(health -> health != null && health.counts() != null)
                .findFirst()
                .orElse(before);
    }

    private @Nullable Health newHealth(Caller caller, String target) {
        try {
            return execute(caller, target, new CommandParameters.Health()).health();
        } catch (ProblemException missing) {
            return null;
        }
    }

    private static boolean isCompleted(Result result) {
        return result.outcome() == CommandOutcome.COMPLETED;
    }

    private static GuideHealth toGuide(Health health) {
        return GuideHealth.of(health, requireCounts(health));
    }

    private static Counts requireCounts(Health health) {
        Counts counts = health.counts();
        if (counts == null) {
            throw ProblemException.unavailable(
                    "target '" + health.target() + "' is " + health.status() + ": " + health.reason());
        }
        return counts;
    }

    private Result execute(Caller caller, String target, CommandParameters parameters) {
        return execute(caller, target, parameters, WAIT);
    }

    private Result execute(Caller caller, String target, CommandParameters parameters, Duration wait) {
        Command command = command(caller, target, parameters, wait);
        Sent sent = commands.sendTolerant(caller, command, wait);
        return sent.result()
                .orElseThrow(() -> ProblemException.of(
                                HttpStatus.GATEWAY_TIMEOUT,
                                parameters.action() + " has no result after " + wait.toSeconds()
                                        + " s; check that an actuator runs for target '" + target + "'")
                        .ofCommand(sent.key()))
                .data();
    }

    private Command command(Caller caller, String target, CommandParameters parameters, Duration wait) {
        try {
            return new Command(
                    target,
                    parameters,
                    caller.name(),
                    REASON,
                    false,
                    clock.instant().plus(wait));
        } catch (IllegalArgumentException invalid) {
            throw ProblemException.badRequest(String.valueOf(invalid.getMessage()));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
