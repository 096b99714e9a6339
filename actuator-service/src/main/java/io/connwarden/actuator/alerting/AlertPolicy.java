package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertState;
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
                        new StuckTransactionsSeen(),
                        new TargetUnreachable(),
                        new TargetUnseen(),
                        new NoRelief(),
                        new ActionIncomplete(),
                        new HourlyBudgetExhausted()),
                limits);
    }

    /**
     * What a sign changes.
     *
     * @param watches those of the sign's target; others are ignored
     * @param labels the target's, for routing; the same with FIRING and RESOLVED
     * @param now decides whether the sign is too old to matter
     */
    public AlertChange on(Sign sign, Collection<AlertWatch> watches, Map<String, String> labels, Instant now) {
        Collected collected = new Collected(sign, labels);
        if (Duration.between(sign.at(), now).compareTo(limits.signValidFor()) <= 0) {
            for (AlertKind kind : kinds) {
                AlertWatch watch = find(watches, sign.target(), kind.name());
                if (watch == null || sign.at().isAfter(watch.lastSign())) {
                    step(kind, watch, sign, collected);
                }
            }
        }
        return collected.change();
    }

    private void step(AlertKind kind, @Nullable AlertWatch watch, Sign sign, Collected collected) {
        Judgement judgement = kind.judge(sign, watch);
        if (judgement instanceof Judgement.Bad bad) {
            worse(kind, watch == null ? AlertWatch.begun(sign.target(), kind.name()) : watch, bad, collected);
        } else if (judgement instanceof Judgement.Good good && watch != null) {
            better(kind, watch, good, collected);
        }
    }

    private void worse(AlertKind kind, AlertWatch watch, Judgement.Bad bad, Collected collected) {
        AlertWatch worse = watch.worse(collected.sign.at());
        int needed = kind.firesAtOnce() ? 1 : limits.fireAfter();
        if (worse.firing() || worse.bad() < needed) {
            collected.kept.add(worse);
            return;
        }
        Instant since = collected.sign.at();
        collected.kept.add(worse.fires(since));
        collected.raise(kind, AlertState.FIRING, bad.summary(), bad.description(), since);
    }

    private void better(AlertKind kind, AlertWatch watch, Judgement.Good good, Collected collected) {
        AlertWatch better = watch.better(collected.sign.at());
        Instant since = watch.firingSince();
        if (since == null) {
            collected.ended.add(watch);
        } else if (good.settled() || better.good() >= limits.resolveAfter()) {
            collected.ended.add(watch);
            collected.raise(kind, AlertState.RESOLVED, good.summary(), "", since);
        } else {
            collected.kept.add(better);
        }
    }

    private static @Nullable AlertWatch find(Collection<AlertWatch> watches, String target, String name) {
        Optional<AlertWatch> found = watches.stream()
                .filter(watch -> watch.target().equals(target) && watch.name().equals(name))
                .findFirst();
        return found.orElse(null);
    }

    /** What one sign has changed so far. */
    private static final class Collected {
        private final Sign sign;
        private final Map<String, String> labels;
        private final List<AlertWatch> kept = new ArrayList<>();
        private final List<AlertWatch> ended = new ArrayList<>();
        private final List<RaisedAlert> raised = new ArrayList<>();

        Collected(Sign sign, Map<String, String> labels) {
            this.sign = sign;
            this.labels = labels;
        }

        void raise(AlertKind kind, AlertState state, String summary, String description, Instant since) {
            raised.add(RaisedAlert.of(new Alert(
                    sign.target(),
                    kind.name(),
                    state,
                    kind.severity(),
                    summary,
                    description,
                    labels,
                    since,
                    state == AlertState.FIRING ? null : sign.at())));
        }

        AlertChange change() {
            return new AlertChange(kept, ended, raised);
        }
    }
}
