package io.connwarden.sql.store;

import io.connwarden.sql.Timestamps;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** What was done on a target lately, which cooldowns and budgets are counted from. */
public final class ActionHistory {
    private final NamedParameterJdbcTemplate jdbc;

    public ActionHistory(DataSource store) {
        this.jdbc = StoreCall.on(store);
    }

    /**
     * Lets this transaction alone decide about the target, whichever process others run in. To be called before the
     * other methods here, in the transaction that also writes the intent.
     */
    public void lock(String target) {
        new StoreCall(jdbc, StoreStatement.LOCK_TARGET).with("target", target).rows((row, number) -> true);
    }

    /** When each rule last chose somebody since the moment given; dry runs and real ones apart. */
    public Map<String, Instant> lastActionByRule(String target, boolean dryRun, Instant since) {
        Map<String, Instant> last = new HashMap<>();
        new StoreCall(jdbc, StoreStatement.LAST_ACTION_BY_RULE)
                .with("target", target)
                .with("dryRun", dryRun)
                .with("since", since)
                .rows((row, number) -> last.put(
                        row.getString("rule"), Objects.requireNonNull(Timestamps.read(row, "last_action_at"))));
        return last;
    }

    /** Sessions terminated since the moment given, those still in work and those still dying included. */
    public int countTerminationsSince(String target, Instant since) {
        return new StoreCall(jdbc, StoreStatement.COUNT_TERMINATIONS)
                .with("target", target)
                .with("since", since)
                .rows((row, number) -> row.getInt(1))
                .get(0);
    }
}
