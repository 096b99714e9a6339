package io.connwarden.sql.store;

import io.connwarden.contracts.SignalKind;
import io.connwarden.sql.Seconds;
import io.connwarden.sql.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The reports on the automatic decisions of a period: the sessions of dry runs with their fates, and real actions.
 * Thread-safe.
 */
public final class DecisionReports {
    private final JdbcClient jdbc;

    public DecisionReports(DataSource store) {
        this.jdbc = JdbcClient.create(store);
    }

    /**
     * A report. All times are by the clock of the log store.
     *
     * @param target null for all targets
     * @param decisions the decisions of each rule that were dry runs
     * @param groups by rule, signal, number of sessions that were active again, and number of sessions
     */
    public record DecisionReport(
            Instant since,
            Instant until,
            @Nullable String target,
            List<RuleDecisions> decisions,
            List<SessionGroup> groups,
            List<RealActions> actions,
            Activity activity) {
        public DecisionReport {
            decisions = List.copyOf(decisions);
            groups = List.copyOf(groups);
            actions = List.copyOf(actions);
        }
    }

    /**
     * The number of decisions of one rule that were dry runs.
     *
     * @param observedSince the first decision on a session of the report; null if no session is observed
     */
    public record RuleDecisions(
            String rule, int decisions, @Nullable Instant observedSince) {}

    /**
     * The sessions of one application and user that a rule would have ended.
     *
     * @param kind CANCEL if only the query would have been ended
     * @param longest the longest time in the state of the decision, until the activity, the end or the last observation
     * @param returned the times after which sessions were active again, or cancelled queries ended; null if none did
     */
    public record SessionGroup(
            String rule,
            SignalKind kind,
            @Nullable String application,
            @Nullable String user,
            Fates fates,
            Duration longest,
            @Nullable Returned returned) {}

    /**
     * The number of sessions with each fate.
     *
     * @param unknown not observed to the end
     * @param reclaimed ended by another action
     * @param approved ended by an approved plan; these are not part of {@code reclaimed}
     */
    public record Fates(int activeAgain, int ended, int unchanged, int unknown, int reclaimed, int approved) {
        public static final Fates NONE = new Fates(0, 0, 0, 0, 0, 0);

        public int sessions() {
            return activeAgain + ended + unchanged + unknown + reclaimed + approved;
        }

        public Fates plus(Fates other) {
            return new Fates(
                    activeAgain + other.activeAgain,
                    ended + other.ended,
                    unchanged + other.unchanged,
                    unknown + other.unknown,
                    reclaimed + other.reclaimed,
                    approved + other.approved);
        }
    }

    /** The median and the shortest of some times after the decision. */
    public record Returned(Duration median, Duration shortest) {}

    /**
     * The real actions of one rule.
     *
     * @param rule {@code COMMAND} for the actions of all commands
     * @param failed sessions on which the signal had no effect
     */
    public record RealActions(String rule, int actions, int terminated, int cancelled, int failed) {}

    /**
     * The traces of running services in the period.
     *
     * @param targets the targets that an actuator checked, and Connwarden itself
     * @param lastCheckedAt the last check for faults of any actuator; null if there was none
     * @param checkedSince the start of the checks after the last gap; null if there was none
     * @param samples the health events
     * @param evaluations the health events on which the rules were evaluated
     * @param lastReason the reason of the last evaluation
     */
    public record Activity(
            List<String> targets,
            @Nullable Instant lastCheckedAt,
            @Nullable Instant checkedSince,
            long samples,
            long evaluations,
            @Nullable String lastReason) {
        public Activity {
            targets = List.copyOf(targets);
        }
    }

    /**
     * Reads a report. The caller's transaction should be a snapshot.
     *
     * @param target null for all targets
     */
    public DecisionReport read(Instant since, Instant until, @Nullable String target) {
        return new DecisionReport(
                since,
                until,
                target,
                on(StoreStatement.REPORT_DECISIONS, since, target)
                        .query((row, number) -> decisions(row))
                        .list(),
                on(StoreStatement.REPORT_FATES, since, target)
                        .param("observedSeconds", Seconds.of(DryRunSessions.OBSERVATION_TIME))
                        .param("gapSeconds", Seconds.of(DryRunSessions.MAX_OBSERVATION_GAP))
                        .query((row, number) -> group(row))
                        .list(),
                on(StoreStatement.REPORT_ACTIONS, since, target)
                        .query((row, number) -> actions(row))
                        .list(),
                on(StoreStatement.REPORT_ACTIVITY, since, target)
                        .query((row, number) -> activity(row))
                        .single());
    }

    private JdbcClient.StatementSpec on(StoreStatement statement, Instant since, @Nullable String target) {
        return statement.on(jdbc).param("since", Timestamps.toParameter(since)).param("target", target);
    }

    private static RuleDecisions decisions(ResultSet row) throws SQLException {
        return new RuleDecisions(
                row.getString("rule"), row.getInt("decisions"), Timestamps.read(row, "observed_since"));
    }

    private static SessionGroup group(ResultSet row) throws SQLException {
        return new SessionGroup(
                row.getString("rule"),
                SignalKind.valueOf(row.getString("kind")),
                row.getString("application_name"),
                row.getString("user_name"),
                new Fates(
                        row.getInt("active_again"),
                        row.getInt("ended"),
                        row.getInt("unchanged"),
                        row.getInt("unknown"),
                        row.getInt("reclaimed"),
                        row.getInt("approved")),
                Seconds.toDuration(row.getDouble("longest_seconds")),
                returned(row));
    }

    private static @Nullable Returned returned(ResultSet row) throws SQLException {
        double median = row.getDouble("median_seconds");
        return row.wasNull()
                ? null
                : new Returned(Seconds.toDuration(median), Seconds.toDuration(row.getDouble("shortest_seconds")));
    }

    private static RealActions actions(ResultSet row) throws SQLException {
        return new RealActions(
                row.getString("rule"),
                row.getInt("actions"),
                row.getInt("terminated"),
                row.getInt("cancelled"),
                row.getInt("failed"));
    }

    private static Activity activity(ResultSet row) throws SQLException {
        return new Activity(
                Arrays.asList((String[]) row.getArray("targets").getArray()),
                Timestamps.read(row, "last_checked_at"),
                Timestamps.read(row, "checked_since"),
                row.getLong("samples"),
                row.getLong("evaluations"),
                row.getString("last_reason"));
    }
}
