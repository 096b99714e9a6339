package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The policy that decides when an alert fires and when it resolves. Pure and immutable: the states are arguments and
 * results.
 *
 * <p>An alert fires with its first firing evaluation, or after several in a row, depending on its kind. The alert
 * resolves after several clear evaluations in a row. An evaluation that is not applicable changes no count, so that an
 * invisible target does not resolve an alert. Samples count in a row only at a minimum interval, so that a viewer of a
 * target speeds up no alert.
 */
public final class AlertPolicy {
    /** The name of the alert about an emergency that has ended while the target is still CRITICAL. */
    public static final String EMERGENCY_WITHOUT_RELIEF = "EmergencyWithoutRelief";

    /** The minimum time between two publications of a firing alert. */
    private static final Duration MIN_RENEWAL_INTERVAL = Duration.ofMinutes(1);

    private final List<AlertKind> kinds;
    private final AlertLimits limits;

    AlertPolicy(List<AlertKind> kinds, AlertLimits limits) {
        this.kinds = List.copyOf(kinds);
        this.limits = limits;
    }

    /** Returns the policy with all kinds of alerts. */
    public static AlertPolicy standard(AlertLimits limits) {
        return new AlertPolicy(AlertKinds.all(), limits);
    }

    /**
     * Returns the changes by an input.
     *
     * @param states the states of the target of the input; states of other targets are ignored
     * @param labels the labels of the target, for routing
     * @param now the current time; an input above its maximum age or from the future changes nothing
     */
    public AlertChange evaluate(
            AlertInput input, Collection<AlertProgress> states, Map<String, String> labels, Instant now) {
        ChangeBuilder changes = new ChangeBuilder(input, labels);
        if (!isOutdated(input, now) && !Health.isFromFuture(input.at(), now)) {
            for (AlertKind kind : kinds) {
                AlertProgress state = find(states, input.target(), kind.name());
                if (state == null || isNewer(input, state, now)) {
                    evaluateKind(kind, state, input, changes);
                }
            }
        }
        return changes.build();
    }

    /** Returns true if an input is above its maximum age and therefore changes nothing. */
    boolean isOutdated(AlertInput input, Instant now) {
        return Duration.between(input.at(), now).compareTo(limits.inputMaxAge()) > 0;
    }

    /**
     * Returns true if the input is newer than the last one. A time from the future was written while a clock was wrong,
     * and must not hide all inputs until then.
     */
    private static boolean isNewer(AlertInput input, AlertProgress state, Instant now) {
        return input.at().isAfter(state.lastEvaluatedAt()) || Health.isFromFuture(state.lastEvaluatedAt(), now);
    }

    private void evaluateKind(AlertKind kind, @Nullable AlertProgress state, AlertInput input, ChangeBuilder changes) {
        AlertEvaluation evaluation = input instanceof AlertInput.TargetRemoved removed
                ? AlertEvaluation.unwatched(removed.target())
                : kind.evaluator().evaluate(input, state);
        if (evaluation instanceof AlertEvaluation.Firing firing) {
            onFiring(kind, state == null ? AlertProgress.initial(input.target(), kind.name()) : state, firing, changes);
        } else if (evaluation instanceof AlertEvaluation.Clear clear && state != null) {
            onClear(kind, state, clear, changes);
        }
    }

    private void onFiring(AlertKind kind, AlertProgress state, AlertEvaluation.Firing firing, ChangeBuilder changes) {
        AlertProgress next = state.withFiring(changes.input.at());
        int required = kind.firesImmediately() || firing.firesImmediately() ? 1 : limits.fireAfter();
        if (!next.isFiring() && required > 1 && state.firingCount() > 0 && isTooSoon(changes.input, state)) {
            return;
        }
        if (next.isFiring()) {
            renewText(kind, next, firing, changes);
        } else if (next.firingCount() < required) {
            changes.updated.add(next);
        } else {
            Instant since = changes.input.at();
            changes.updated.add(publish(kind, next.withFiringSince(since), firing, since));
            changes.raise(kind, AlertStatus.FIRING, firing.summary(), firing.description(), since);
        }
    }

    private static void renewText(
            AlertKind kind, AlertProgress state, AlertEvaluation.Firing firing, ChangeBuilder changes) {
        Instant at = changes.input.at();
        AlertProgress.Publication last = state.publication();
        if (last == null
                || last.text().equals(text(firing))
                || Duration.between(last.at(), at).compareTo(MIN_RENEWAL_INTERVAL) < 0) {
            changes.updated.add(state);
            return;
        }
        changes.updated.add(publish(kind, state, firing, at));
        changes.raiseAgain(kind, firing, Objects.requireNonNull(state.firingSince(), "firingSince"));
    }

    private static AlertProgress publish(
            AlertKind kind, AlertProgress state, AlertEvaluation.Firing firing, Instant at) {
        return kind.renewsText() ? state.withPublication(new AlertProgress.Publication(at, text(firing))) : state;
    }

    private static String text(AlertEvaluation.Firing firing) {
        return firing.summary() + ". " + firing.description();
    }

    private void onClear(AlertKind kind, AlertProgress state, AlertEvaluation.Clear clear, ChangeBuilder changes) {
        AlertProgress next = state.withClear(changes.input.at());
        Instant since = state.firingSince();
        if (since == null) {
            changes.deleted.add(state);
        } else if (!clear.resolvesImmediately() && state.clearCount() > 0 && isTooSoon(changes.input, state)) {
            // The count stays, and so does the time of the last counted evaluation.
            return;
        } else if (clear.resolvesImmediately() || next.clearCount() >= limits.resolveAfter()) {
            changes.deleted.add(state);
            changes.raise(kind, AlertStatus.RESOLVED, clear.summary(), clear.description(), since);
        } else {
            changes.updated.add(next);
        }
    }

    /** Returns true for a sample that follows the last counted evaluation of the state before the minimum interval. */
    private boolean isTooSoon(AlertInput input, AlertProgress state) {
        Duration since = Duration.between(state.lastEvaluatedAt(), input.at());
        return input instanceof AlertInput.SampleTaken
                && !since.isNegative()
                && since.compareTo(limits.minInterval()) < 0;
    }

    private static @Nullable AlertProgress find(Collection<AlertProgress> states, String target, String name) {
        Optional<AlertProgress> found = states.stream()
                .filter(state -> state.target().equals(target) && state.name().equals(name))
                .findFirst();
        return found.orElse(null);
    }

    /** The builder of the changes by one input. */
    private static final class ChangeBuilder {
        private final AlertInput input;
        private final Map<String, String> labels;
        private final List<AlertProgress> updated = new ArrayList<>();
        private final List<AlertProgress> deleted = new ArrayList<>();
        private final List<RaisedAlert> raised = new ArrayList<>();

        ChangeBuilder(AlertInput input, Map<String, String> labels) {
            this.input = input;
            this.labels = labels;
        }

        void raise(AlertKind kind, AlertStatus status, String summary, String description, Instant since) {
            raised.add(RaisedAlert.of(alert(kind, status, summary, description, since)));
        }

        void raiseAgain(AlertKind kind, AlertEvaluation.Firing firing, Instant since) {
            raised.add(RaisedAlert.renewal(
                    alert(kind, AlertStatus.FIRING, firing.summary(), firing.description(), since), input.at()));
        }

        private Alert alert(AlertKind kind, AlertStatus status, String summary, String description, Instant since) {
            return Alert.builder(input.target(), kind.name(), status, kind.severity(), since)
                    .summary(summary)
                    .description(description)
                    .labels(labels)
                    .endsAt(status == AlertStatus.FIRING ? null : input.at())
                    .build();
        }

        AlertChange build() {
            return new AlertChange(updated, deleted, raised);
        }
    }
}
