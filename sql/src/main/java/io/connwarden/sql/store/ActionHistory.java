package io.connwarden.sql.store;

import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.Timestamps;
import io.connwarden.sql.store.Intents.IntentSession;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The recent actions on a target, from which cooldowns and budgets are computed. */
public final class ActionHistory {
    private final JdbcClient jdbc;

    public ActionHistory(DataSource store) {
        this.jdbc = JdbcClient.create(store);
    }

    /**
     * Returns the time of the last intent of each rule after {@code since}, either of dry runs or of real actions. The
     * dry runs of commands with {@code dryRun} do not count.
     */
    public Map<String, Instant> lastActionByRule(String target, boolean dryRun, Instant since) {
        Map<String, Instant> last = new HashMap<>();
        StoreStatement.LAST_ACTION_BY_RULE
                .on(jdbc)
                .param("target", target)
                .param("dryRun", dryRun)
                .param("since", Timestamps.toParameter(since))
                .query(row -> {
                    last.put(row.getString("rule"), Timestamps.readRequired(row, "last_action_at"));
                });
        return last;
    }

    /**
     * Returns the number of dry runs after {@code since} in which a rule selected all of these sessions in their
     * current state. Only those of automatic actions and of AUTO because of a mode count.
     */
    public int countDryRunsOf(String target, String rule, List<IntentSession> sessions, Instant since) {
        StatementSpec count = StoreStatement.COUNT_COVERING_DRY_RUNS
                .on(jdbc)
                .param("target", target)
                .param("rule", rule)
                .param("since", Timestamps.toParameter(since));
        return IntentSessionParameters.identity(count, sessions)
                .param("stateChange", ArrayParameter.of("text", sessions, IntentSession::expectedStateChange))
                .query((row, number) -> row.getInt(1))
                .single();
    }

    /**
     * Returns the number of termination signals after {@code since}. A signal counts if it was sent or may have been
     * sent, whether or not the end of the session was observed.
     */
    public int countTerminationsSince(String target, Instant since) {
        return StoreStatement.COUNT_TERMINATIONS
                .on(jdbc)
                .param("target", target)
                .param("since", Timestamps.toParameter(since))
                .query((row, number) -> row.getInt(1))
                .single();
    }

    /**
     * The terminated sessions of one application by one intent.
     *
     * @param sessionsBefore sessions of the application at the decision
     * @param actedAt time of the decision, by the clock of the log store
     */
    public record ApplicationReliefRow(String application, int sessionsBefore, int terminated, Instant actedAt) {}

    /** Returns the terminated sessions of each application and intent after {@code since}, by time. */
    public List<ApplicationReliefRow> reliefSince(String target, Instant since) {
        return StoreStatement.APPLICATION_RELIEF
                .on(jdbc)
                .param("target", target)
                .param("since", Timestamps.toParameter(since))
                .query((row, number) -> new ApplicationReliefRow(
                        row.getString("application_name"),
                        row.getInt("sessions"),
                        row.getInt("terminated"),
                        Timestamps.readRequired(row, "created_at")))
                .list();
    }

    /** As {@link #countTerminationsSince(String, Instant)} for signals to cancel. */
    public int countCancelsSince(String target, Instant since) {
        return StoreStatement.COUNT_CANCELS
                .on(jdbc)
                .param("target", target)
                .param("since", Timestamps.toParameter(since))
                .query((row, number) -> row.getInt(1))
                .single();
    }

    /**
     * A query that went on after a cancel.
     *
     * @param stateChange the {@code state_change} of the session at the decision
     */
    public record CancelledQuery(SessionId session, Instant stateChange) {}

    /** Returns the queries for which the outcome UNRESPONSIVE was recorded after {@code since}. */
    public List<CancelledQuery> ineffectiveCancelsSince(String target, Instant since) {
        return StoreStatement.INEFFECTIVE_CANCELS
                .on(jdbc)
                .param("target", target)
                .param("since", Timestamps.toParameter(since))
                .query((row, number) -> new CancelledQuery(
                        new SessionId(row.getInt("pid"), Timestamps.readRequired(row, "backend_start")),
                        Timestamps.readRequired(row, "expected_state_change")))
                .list();
    }

    /** As {@link #countTerminationsSince(String, Instant)} for several targets. A target without a signal is absent. */
    public Map<String, Integer> countTerminationsSince(Collection<String> targets, Instant since) {
        Map<String, Integer> counts = new HashMap<>();
        StoreStatement.COUNT_TERMINATIONS_BY_TARGET
                .on(jdbc)
                .param("targets", ArrayParameter.of("text", targets, target -> target))
                .param("since", Timestamps.toParameter(since))
                .query(row -> {
                    counts.put(row.getString("target"), row.getInt("terminations"));
                });
        return counts;
    }
}
