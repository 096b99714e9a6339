package io.connwarden.actuator.action;

import static java.util.Objects.requireNonNull;

import io.connwarden.actuator.action.StoreReading.SlowStoreException;
import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.actuator.connection.Sample;
import io.connwarden.actuator.decision.IntentRecheck;
import io.connwarden.actuator.decision.selection.SignalRefusal;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.TargetPause;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The check before each statement that signals sessions of one committed intent. The lease and the pauses are read from
 * the log store each time, so that a PAUSE of any instance stops a list between two statements. The target is sampled
 * again on a resumption, after a failure of a signal, and when the sample is too old. While the log store is
 * unavailable, the check waits. A log store that answers too slowly several times in a row ends the list. Used by one
 * run. Not thread-safe.
 */
final class SignalCheck implements ChunkCheck {
    /** The maximum age of a sample on which a session is signalled. */
    static final Duration MAX_SAMPLE_AGE = Duration.ofSeconds(10);

    /** The maximum time from the reading of the pauses to a signal. */
    private static final Duration MAX_SIGNAL_DELAY = Duration.ofSeconds(1);

    private final LeasedCommand leased;
    private final Intent intent;
    private final EmergencyConnection connection;
    private final Context context;
    private final StoreReading store;
    private @Nullable Sample sample;
    private Map<SessionId, SignalRefusal> refusedSessions = Map.of();
    private @Nullable SignalRefusal refusalOfAll;
    private Optional<TargetPause> pause = Optional.empty();

    /**
     * Creates the check of one intent.
     *
     * @param sample the sample of the decision; null on a resumption
     * @param answers the answers to earlier signals, which each reading of the log store records first
     */
    SignalCheck(
            LeasedCommand leased,
            Intent intent,
            @Nullable Sample sample,
            SignalAnswers answers,
            EmergencyConnection connection,
            Context context) {
        this.leased = leased;
        this.intent = intent;
        this.sample = sample;
        this.connection = connection;
        this.context = context;
        this.store = new StoreReading(leased, context.store(), answers, context.situationLoader());
    }

    /** The parts that all checks share. */
    record Context(CommandStore store, SituationLoader situationLoader, Clock clock) {}

    @Override
    public Map<SessionId, SignalRefusal> refusalsOf(Collection<SessionId> sessions) {
        refuseByState();
        if (refusalOfAll == null && (sample == null || sample.isOlderThan(MAX_SAMPLE_AGE))) {
            refuseBySample();
            refuseByState();
        }
        Map<SessionId, SignalRefusal> refusals = new HashMap<>();
        for (SessionId session : sessions) {
            SignalRefusal refusal = refusalOfAll != null ? refusalOfAll : refusedSessions.get(session);
            if (refusal != null) {
                refusals.put(session, refusal);
            }
        }
        return refusals;
    }

    @Override
    public void requireNewSample() {
        sample = null;
    }

    @Override
    public Instant signalUntil() {
        return requireNonNull(sample).clock().at(store.startNanos()).plus(MAX_SIGNAL_DELAY);
    }

    /** Returns the reason against all remaining signals, or empty. */
    Optional<String> stopReason() {
        return Optional.ofNullable(refusalOfAll).map(SignalRefusal::reason);
    }

    private void refuseByState() {
        if (refusalOfAll != null) {
            return;
        }
        try {
            pause = store.read();
        } catch (SlowStoreException e) {
            refusalOfAll = SignalRefusal.spared(e.reason());
            return;
        }
        refusalOfAll = (isExpired()
                        ? Optional.of(SignalRefusal.spared("the command expired meanwhile, at "
                                + leased.claimed().times().expiresAt()))
                        : IntentRecheck.refuseByPolicy(
                                leased.triggerOfSignals(),
                                rule(),
                                pause.orElse(null),
                                leased.target().policy()))
                .orElse(null);
    }

    private void refuseBySample() {
        Sample current = connection.sample();
        String target = leased.target().id();
        Set<SessionId> listeners = context.store()
                .transactions()
                .retryUntilAvailable(
                        "read the listeners of target " + target,
                        () -> context.situationLoader().readListeners(target));
        Situation situation = context.situationLoader()
                .loadWithoutHistory(leased, current, context.clock().instant(), listeners);
        sample = current;
        refusedSessions = IntentRecheck.refuseSessions(
                leased.triggerOfSignals(), rule(), situation, leased.target().policy());
        refusalOfAll = IntentRecheck.refuseBySample(
                        leased.triggerOfSignals(),
                        rule(),
                        intent.stepNumber(),
                        situation,
                        leased.target().policy())
                .orElse(null);
    }

    private RuleId rule() {
        return RuleId.valueOf(intent.rule());
    }

    private boolean isExpired() {
        return leased.isExpired(context.clock().instant());
    }
}
