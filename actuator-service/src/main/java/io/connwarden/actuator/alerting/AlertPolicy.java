package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When an alert fires and when it resolves. Pure and immutable: everything remembered is in the watches.
 *
 * <p>An alert fires with its first bad sign, or with several in a row, as its kind says; it resolves after several good
 * ones in a row. A sign that says nothing about an alert neither feeds nor calms it: a server that cannot be seen does
 * not look relieved.
 */
public final class AlertPolicy {
    private final List<AlertKind> kinds;
    private final AlertLimits limits;

    AlertPolicy(List<AlertKind> kinds, AlertLimits limits) {
        this.kinds = List.copyOf(kinds);
        this.limits = limits;
    }

    /** Every kind of alert there is. */
    public static AlertPolicy standard(AlertLimits limits) {
        return new AlertPolicy(
                List.of(
                        new SlotsCritical(),
                        new SlotsWarning(),
                        new TooManyZombies(),
                        new StuckTransactionsPersist(),
                        new TargetUnreachable(),
                        new TargetNotVisible(),
                        new EmergencyWithoutRelief(),
                        new ActionIncomplete(),
                        new HourlyBudgetExhausted()),
                limits);
    }

    /**
     * What a sign changes.
     *
     * @param states those of the sign's target; others are ignored
     * @param labels the target's, for routing; the same with FIRING and RESOLVED
     * @param now decides whether the sign is too old to matter
     */
    public AlertChange evaluate(
            AlertSignal signal, Collection<AlertState> states, Map<String, String> labels, Instant now) {
        ChangeBuilder changes = new ChangeBuilder(signal, labels);
        if (Duration.between(signal.at(), now).compareTo(limits.signalMaxAge()) <= 0) {
            for (AlertKind kind : kinds) {
                AlertState state = find(states, signal.target(), kind.name());
                if (state == null || signal.at().isAfter(state.lastSignal())) {
                    evaluateKind(kind, state, signal, changes);
                }
            }
        }
        return changes.build();
    }

    private void evaluateKind(AlertKind kind, @Nullable AlertState state, AlertSignal signal, ChangeBuilder changes) {
        AlertEvaluation evaluation = kind.evaluate(signal, state);
        if (evaluation instanceof AlertEvaluation.Firing firing) {
            onFiring(kind, state == null ? AlertState.initial(signal.target(), kind.name()) : state, firing, changes);
        } else if (evaluation instanceof AlertEvaluation.Clear clear && state != null) {
            onClear(kind, state, clear, changes);
        }
    }

    private void onFiring(AlertKind kind, AlertState state, AlertEvaluation.Firing bad, ChangeBuilder changes) {
        AlertState worse = state.withBadSignal(changes.signal.at());
        int needed = kind.firesImmediately() ? 1 : limits.fireAfter();
        if (worse.isFiring() || worse.badSignals() < needed) {
            changes.updated.add(worse);
            return;
        }
        Instant since = changes.signal.at();
        changes.updated.add(worse.withFiringSince(since));
        changes.raise(kind, AlertStatus.FIRING, bad.summary(), bad.description(), since);
    }

    private void onClear(AlertKind kind, AlertState state, AlertEvaluation.Clear good, ChangeBuilder changes) {
        AlertState better = state.withGoodSignal(changes.signal.at());
        Instant since = state.firingSince();
        if (since == null) {
            changes.deleted.add(state);
        } else if (good.resolvesImmediately() || better.goodSignals() >= limits.resolveAfter()) {
            changes.deleted.add(state);
            changes.raise(kind, AlertStatus.RESOLVED, good.summary(), "", since);
        } else {
            changes.updated.add(better);
        }
    }

    private static @Nullable AlertState find(Collection<AlertState> states, String target, String name) {
        Optional<AlertState> found = states.stream()
                .filter(state -> state.target().equals(target) && state.name().equals(name))
                .findFirst();
        return found.orElse(null);
    }

    /** What one sign has changed so far. */
    private static final class ChangeBuilder {
        private final AlertSignal signal;
        private final Map<String, String> labels;
        private final List<AlertState> updated = new ArrayList<>();
        private final List<AlertState> deleted = new ArrayList<>();
        private final List<RaisedAlert> raised = new ArrayList<>();

        ChangeBuilder(AlertSignal sign, Map<String, String> labels) {
            this.signal = sign;
            this.labels = labels;
        }

        void raise(AlertKind kind, AlertStatus state, String summary, String description, Instant since) {
            raised.add(RaisedAlert.of(new Alert(
                    signal.target(),
                    kind.name(),
                    state,
                    kind.severity(),
                    summary,
                    description,
                    labels,
                    since,
                    state == AlertStatus.FIRING ? null : signal.at())));
        }

        AlertChange build() {
            return new AlertChange(updated, deleted, raised);
        }
    }
}
