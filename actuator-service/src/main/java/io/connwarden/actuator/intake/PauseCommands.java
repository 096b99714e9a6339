package io.connwarden.actuator.intake;

import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.outbox.EventIds;
import io.connwarden.actuator.outcome.CommandOrigin;
import io.connwarden.actuator.pause.PausesInForce;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.PauseSummary;
import io.connwarden.contracts.message.PauseWindow;
import io.connwarden.contracts.value.Formats;
import io.connwarden.sql.store.Pauses;
import io.connwarden.sql.store.Pauses.PauseRow;
import io.connwarden.sql.store.Pauses.Restriction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The execution of PAUSE and RESUME, in the caller's transaction. */
final class PauseCommands {
    private static final Logger LOG = LoggerFactory.getLogger(PauseCommands.class);
    private static final int MAX_LOGGED_LENGTH = 200;
    private static final int MAX_NAMED_TARGETS = 10;

    private final Pauses pauses;
    private final PausesInForce inForce;
    private final Targets targets;

    PauseCommands(Pauses pauses, Targets targets) {
        this.pauses = pauses;
        this.inForce = new PausesInForce(pauses);
        this.targets = targets;
    }

    /** Returns the id of the pause with a restriction that a command creates or ends; null for another command. */
    static @Nullable UUID pauseId(CommandOrigin origin) {
        CommandParameters parameters = origin.command().parameters();
        if (parameters instanceof CommandParameters.Pause pause && pause.isRestricted()) {
            return origin.command().dryRun() ? null : EventIds.pauseOf(origin.id());
        }
        return parameters instanceof CommandParameters.Resume resume ? resume.pauseId() : null;
    }

    /** Returns the pauses of a target, also those between two times of their window. */
    List<PauseSummary> presentAndNext(String target) {
        return inForce.presentAndNext(target, labels(target));
    }

    private List<PauseRow> affecting(String target) {
        return inForce.affecting(target, labels(target));
    }

    /** An unknown target has no labels. */
    private Map<String, String> labels(String target) {
        return targets.find(target)
                .map(configured -> configured.settings().labels())
                .orElse(Map.of());
    }

    /** Returns the reason for which a pause cannot be executed, or empty. */
    Optional<String> refusal(CommandParameters.Pause pause, Instant now) {
        if (pause.until() != null && !pause.until().isAfter(now)) {
            return Optional.of("until must be in the future, was " + pause.until() + ", and it is " + now);
        }
        if (!pause.labels().isEmpty() && targetsWith(pause.labels()).isEmpty()) {
            return Optional.of("no target has the labels " + new TreeMap<>(pause.labels())
                    + " in the configuration of the actuator; see connwarden.targets[*].labels");
        }
        try {
            if (pause.window() != null) {
                PausesInForce.check(pause.window());
            }
            return Optional.empty();
        } catch (IllegalArgumentException invalid) {
            return Optional.ofNullable(invalid.getMessage());
        }
    }

    /** Pauses a target and returns the sentence of the result. A dry run changes nothing. */
    String pause(CommandOrigin origin, CommandParameters.Pause pause, Instant now) {
        Command command = origin.command();
        if (command.dryRun()) {
            return "would be paused";
        }
        PauseRow row = new PauseRow(command.target(), command.requestedBy(), command.reason(), now, pause.until());
        return pause.isRestricted() ? restrict(origin, row, pause) : pause(origin, row);
    }

    /** The id is derived from that of the command, so that a repetition after a crash is the same pause. */
    private String restrict(CommandOrigin origin, PauseRow row, CommandParameters.Pause pause) {
        Restriction restriction = new Restriction(EventIds.pauseOf(origin.id()), pause.labels(), pause.window());
        if (pauses.restrict(row, restriction, origin.id())) {
            LOG.warn(
                    "Pause {} of {} by {}: no session is signalled {}. Reason: {}",
                    restriction.id(),
                    describe(row.target()),
                    Formats.singleLine(row.pausedBy(), MAX_LOGGED_LENGTH),
                    describe(restriction),
                    Formats.singleLine(row.reason(), MAX_LOGGED_LENGTH));
        }
        return "pause " + restriction.id() + ": no session will be signalled " + describe(restriction)
                + " until RESUME with this pauseId" + (row.until() == null ? "" : " or " + row.until());
    }

    private List<String> targetsWith(Map<String, String> labels) {
        return targets.all().stream()
                .filter(target -> target.settings().labels().entrySet().containsAll(labels.entrySet()))
                .map(TargetConfiguration::id)
                .sorted()
                .toList();
    }

    private String describe(Restriction restriction) {
        String labels = restriction.labels().isEmpty()
                ? ""
                : "on targets with the labels " + new TreeMap<>(restriction.labels()) + ", now "
                        + named(targetsWith(restriction.labels())) + ",";
        @Nullable PauseWindow window = restriction.window();
        String times = window == null
                ? ""
                : "for " + window.durationMinutes() + " min at the times '" + window.cron() + "' in " + window.zone();
        return (labels + " " + times).strip();
    }

    private String pause(CommandOrigin origin, PauseRow row) {
        Command command = origin.command();
        @Nullable Instant until = row.until();
        boolean isNew = pauses.pause(row, origin.id());
        String end = until == null ? "RESUME" : "RESUME or " + until;
        if (isNew) {
            LOG.warn(
                    "Pause of {} by {}: no session is signalled until {}. Reason: {}",
                    describe(command.target()),
                    Formats.singleLine(command.requestedBy(), MAX_LOGGED_LENGTH),
                    end,
                    Formats.singleLine(command.reason(), MAX_LOGGED_LENGTH));
        }
        return isNew
                ? "paused; no session will be signalled until " + end
                : "already paused by " + pausedBy(command.target());
    }

    /** Ends a pause and returns the sentence of the result. A dry run changes nothing. */
    String resume(Command command, CommandParameters.Resume resume) {
        if (command.dryRun()) {
            return "would be resumed";
        }
        @Nullable UUID id = resume.pauseId();
        return id == null ? resume(command) : resume(command, id);
    }

    private String resume(Command command, UUID id) {
        boolean wasPaused = pauses.resume(command.target(), id);
        if (wasPaused) {
            LOG.info(
                    "Pause {} of {} is ended by {}",
                    id,
                    describe(command.target()),
                    Formats.singleLine(command.requestedBy(), MAX_LOGGED_LENGTH));
        }
        return wasPaused
                ? "pause " + id + " ended"
                : "no pause " + id + " of " + describe(command.target()) + "; it may have been ended before";
    }

    private String resume(Command command) {
        boolean wasPaused = pauses.resume(command.target());
        if (wasPaused) {
            LOG.info(
                    "Pause of {} is ended by {}",
                    describe(command.target()),
                    Formats.singleLine(command.requestedBy(), MAX_LOGGED_LENGTH));
        }
        List<PauseRow> remaining = affecting(command.target());
        String done = wasPaused ? "resumed" : "was not paused";
        if (remaining.isEmpty()) {
            return done;
        }
        PauseRow next = remaining.get(0);
        return done + "; still paused by " + next.pausedBy()
                + (PausesInForce.isOfAllTargets(next) ? " for all targets" : "") + "; " + PausesInForce.remedy(next)
                + " to end that pause";
    }

    private String pausedBy(String target) {
        return affecting(target).stream().findFirst().map(PauseRow::pausedBy).orElse("an unknown requester");
    }

    private static String named(List<String> targets) {
        int more = targets.size() - MAX_NAMED_TARGETS;
        String first = targets.stream().limit(MAX_NAMED_TARGETS).collect(Collectors.joining(", "));
        return more > 0 ? first + " and " + more + " more" : first;
    }

    private static String describe(String target) {
        return target.equals(Command.ALL_TARGETS) ? "all targets" : "target " + target;
    }
}
