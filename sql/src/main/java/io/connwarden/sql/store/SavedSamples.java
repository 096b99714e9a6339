package io.connwarden.sql.store;

import io.connwarden.sql.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The samples around actions in the log store. Several processes may save the same sample. Thread-safe. */
public final class SavedSamples {
    /** The maximum size of the saved samples of one target, as text; they need less space in the table. */
    public static final long MAX_BYTES_PER_TARGET = 64L * 1024 * 1024;

    private final JdbcClient jdbc;

    /** @param timeout the maximum time of a statement, whole seconds */
    public SavedSamples(DataSource store, Duration timeout) {
        JdbcTemplate template = new JdbcTemplate(store);
        template.setQueryTimeout((int) timeout.toSeconds());
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * An action with the period of its samples.
     *
     * @param actionId id of the event with its result
     * @param commandId null for an automatic action
     * @param from included
     * @param to included
     */
    public record SavedAction(String actionId, @Nullable String commandId, String target, Instant from, Instant to) {}

    /**
     * A saved sample.
     *
     * @param json the snapshot as on its topic, without the event
     */
    public record SavedSample(Instant capturedAt, String json) {}

    /**
     * The number of sessions in a saved sample.
     *
     * @param rows the sessions with a row
     * @param omitted the sessions without a row
     */
    public record SampleCount(Instant capturedAt, int rows, int omitted) {}

    /** Records an action, unless it is recorded already. */
    public void saveAction(SavedAction action) {
        StoreStatement.SAVE_ACTION
                .on(jdbc)
                .param("actionId", action.actionId())
                .param("commandId", action.commandId())
                .param("target", action.target())
                .param("from", Timestamps.toParameter(action.from()))
                .param("to", Timestamps.toParameter(action.to()))
                .update();
    }

    /**
     * Saves a sample, unless it is saved already. The oldest samples of the target above the size limit are deleted.
     * A sample that does not fit with all later ones is not saved.
     *
     * @param maxBytes the size limit of the target, such as {@link #MAX_BYTES_PER_TARGET}
     */
    public void save(String target, SavedSample sample, long maxBytes) {
        StoreStatement.SAVE_SAMPLE
                .on(jdbc)
                .param("target", target)
                .param("capturedAt", Timestamps.toParameter(sample.capturedAt()))
                .param("sample", sample.json())
                .param("maxBytes", maxBytes)
                .update();
    }

    /**
     * Finds actions by the id of a result or of a command: that of the result first, then the latest. Several sources
     * may have used one id for their commands.
     */
    public List<SavedAction> actions(String id) {
        return StoreStatement.SAVED_ACTION
                .on(jdbc)
                .param("id", id)
                .query((row, number) -> action(row))
                .list();
    }

    /**
     * Returns saved samples, the earliest first.
     *
     * @param after excluded
     * @param to included
     */
    public List<SavedSample> samples(String target, Instant after, Instant to, int limit) {
        return StoreStatement.SAVED_SAMPLES
                .on(jdbc)
                .param("target", target)
                .param("after", Timestamps.toParameter(after))
                .param("to", Timestamps.toParameter(to))
                .param("limit", limit)
                .query((row, number) ->
                        new SavedSample(Timestamps.readRequired(row, "captured_at"), row.getString("sample")))
                .list();
    }

    /** Returns the numbers of sessions in the samples of a period, both ends included, the earliest first. */
    public List<SampleCount> counts(String target, Instant from, Instant to, int limit) {
        return StoreStatement.SAVED_SAMPLE_COUNTS
                .on(jdbc)
                .param("target", target)
                .param("from", Timestamps.toParameter(from))
                .param("to", Timestamps.toParameter(to))
                .param("limit", limit)
                .query((row, number) -> new SampleCount(
                        Timestamps.readRequired(row, "captured_at"), row.getInt("rows"), row.getInt("omitted")))
                .list();
    }

    private static SavedAction action(ResultSet row) throws SQLException {
        return new SavedAction(
                row.getString("action_id"),
                row.getString("command_id"),
                row.getString("target"),
                Timestamps.readRequired(row, "samples_from"),
                Timestamps.readRequired(row, "samples_to"));
    }
}
