package io.connwarden.sql.store;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.Seconds;
import io.connwarden.sql.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The sessions that dry runs of automatic actions selected, and their fate. {@link Intents#recordOutcomes} adds them.
 * Thread-safe.
 */
public final class DryRunSessions {
    /** The time after its first decision for which a session is observed. */
    public static final Duration OBSERVATION_TIME = Duration.ofDays(7);
    /** The time without an observation after which the fate of a session is unknown. */
    static final Duration MAX_OBSERVATION_GAP = Duration.ofMinutes(15);

    private final JdbcClient jdbc;

    public DryRunSessions(DataSource store) {
        this.jdbc = JdbcClient.create(store);
    }

    /** The fate of a session since the first decision that selected it. */
    public enum Fate {
        /** The session has the state of the decision, without activity since. */
        UNCHANGED,
        /** The session was used again. A real action would have ended a session in use. */
        ACTIVE_AGAIN,
        /** The session, or the query that would have been cancelled, has ended without a signal. */
        ENDED
    }

    /**
     * A session that is observed.
     *
     * @param kind the signal that a real action would have sent
     * @param stateChange the last change of the state at the first decision, by the clock of the target
     */
    public record SessionToObserve(SessionId id, String rule, SignalKind kind, Instant stateChange) {}

    /**
     * An observation of a session.
     *
     * @param activityAt the time of the activity that decided the fate, by the clock of the target; null if there was
     *     none
     */
    public record ObservedFate(
            SessionToObserve session, Fate fate, @Nullable Instant activityAt) {}

    /** Returns the given targets with a session to observe that was not seen for a time. */
    public List<String> targetsToObserve(Collection<String> targets, Duration unseenFor) {
        return StoreStatement.TARGETS_TO_OBSERVE
                .on(jdbc)
                .param("targets", ArrayParameter.of("text", targets, target -> target))
                .param("unseenSeconds", Seconds.of(unseenFor))
                .param("observedSeconds", Seconds.of(OBSERVATION_TIME))
                .query((row, number) -> row.getString("target"))
                .list();
    }

    /** Returns up to {@code maxRows} sessions of a target, first those that were not seen for the longest time. */
    public List<SessionToObserve> toObserve(String target, int maxRows) {
        return StoreStatement.SESSIONS_TO_OBSERVE
                .on(jdbc)
                .param("target", target)
                .param("observedSeconds", Seconds.of(OBSERVATION_TIME))
                .param("maxRows", maxRows)
                .query((row, number) -> session(row))
                .list();
    }

    /** Records observations of sessions of a target. A fate other than UNCHANGED is final. */
    public void record(String target, Collection<ObservedFate> observed) {
        if (observed.isEmpty()) {
            return;
        }
        StoreStatement.WRITE_FATES
                .on(jdbc)
                .param("target", target)
                .param(
                        "pid",
                        ArrayParameter.of(
                                "int4", observed, each -> each.session().id().pid()))
                .param(
                        "backendStart",
                        ArrayParameter.of(
                                "text", observed, each -> each.session().id().backendStart()))
                .param(
                        "rule",
                        ArrayParameter.of(
                                "text", observed, each -> each.session().rule()))
                .param(
                        "kind",
                        ArrayParameter.of(
                                "text", observed, each -> each.session().kind().name()))
                .param(
                        "fate",
                        ArrayParameter.of("text", observed, each -> each.fate().name()))
                .param("activityAt", ArrayParameter.of("text", observed, ObservedFate::activityAt))
                .update();
    }

    private static SessionToObserve session(ResultSet row) throws SQLException {
        return new SessionToObserve(
                new SessionId(row.getInt("pid"), Timestamps.readRequired(row, "backend_start")),
                row.getString("rule"),
                SignalKind.valueOf(row.getString("kind")),
                Timestamps.readRequired(row, "state_change"));
    }
}
