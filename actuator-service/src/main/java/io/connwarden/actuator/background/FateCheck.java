package io.connwarden.actuator.background;

import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.actuator.connection.EmergencyConnections;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.runtime.PeriodicTask;
import io.connwarden.runtime.RootCause;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.runtime.SupervisedThread;
import io.connwarden.sql.store.DryRunSessions;
import io.connwarden.sql.store.DryRunSessions.Fate;
import io.connwarden.sql.store.DryRunSessions.ObservedFate;
import io.connwarden.sql.store.DryRunSessions.SessionToObserve;
import io.connwarden.sql.target.TargetException;
import io.connwarden.sql.target.TargetQueries.PresentState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The check for the fate of the sessions that dry runs of automatic actions selected. It shows whether a real action
 * would have ended a session in use. A target without such sessions is not queried.
 */
public final class FateCheck {
    private static final Logger LOG = LoggerFactory.getLogger(FateCheck.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    /** A session that another instance has seen within this time is not queried. */
    private static final Duration UNSEEN_TIME = Duration.ofSeconds(30);
    /** The sessions of one query. With more of them, each is seen less often. */
    private static final int MAX_SESSIONS = 500;

    private final Targets targets;
    private final EmergencyConnections connections;
    private final DryRunSessions sessions;

    public FateCheck(Targets targets, EmergencyConnections connections, DryRunSessions sessions) {
        this.targets = targets;
        this.connections = connections;
        this.sessions = sessions;
    }

    /** Returns the task that repeats the observation until the service shuts down. */
    public Runnable task(ShutdownSignal shutdown) {
        return new PeriodicTask(
                "Sessions of dry runs not observed: their fate is unknown in reports",
                "Sessions of dry runs are observed again",
                INTERVAL,
                shutdown,
                this::runOnce);
    }

    private void runOnce() {
        for (String target : sessions.targetsToObserve(targets.ids(), UNSEEN_TIME)) {
            observe(target, connections.connectionTo(target));
            SupervisedThread.recordHeartbeat();
        }
    }

    /** Observes a target. The sessions of a target that does not answer keep their time of the last observation. */
    void observe(String target, EmergencyConnection connection) {
        List<SessionToObserve> selected = connection.isOpen() ? sessions.toObserve(target, MAX_SESSIONS) : List.of();
        if (selected.isEmpty()) {
            return;
        }
        try {
            Map<SessionId, PresentState> present =
                    connection
                            .presentStates(selected.stream()
                                    .map(SessionToObserve::id)
                                    .distinct()
                                    .toList())
                            .stream()
                            .collect(Collectors.toMap(PresentState::session, Function.identity()));
            sessions.record(
                    target,
                    selected.stream()
                            .flatMap(session -> fate(session, present.get(session.id())).stream())
                            .toList());
        } catch (TargetException e) {
            LOG.debug("Sessions of dry runs on target {} not observed: {}", target, RootCause.describe(e));
        }
    }

    /**
     * Returns the fate of a session by its present state, or empty if its state is not visible.
     *
     * @param present null if the session does not exist
     */
    private static Optional<ObservedFate> fate(SessionToObserve session, @Nullable PresentState present) {
        if (present == null) {
            return Optional.of(new ObservedFate(session, Fate.ENDED, null));
        }
        Instant stateChange = present.stateChange();
        if (stateChange == null) {
            return Optional.empty();
        }
        if (stateChange.equals(session.stateChange())) {
            return Optional.of(new ObservedFate(session, Fate.UNCHANGED, null));
        }
        Fate fate = session.kind() == SignalKind.CANCEL ? Fate.ENDED : Fate.ACTIVE_AGAIN;
        return Optional.of(new ObservedFate(session, fate, activityAt(session, stateChange, present.queryStart())));
    }

    /** Returns the start of the last query if it began after the decision, which is closer to the first activity. */
    private static Instant activityAt(SessionToObserve session, Instant stateChange, @Nullable Instant queryStart) {
        return queryStart != null && queryStart.isAfter(session.stateChange()) && queryStart.isBefore(stateChange)
                ? queryStart
                : stateChange;
    }
}
