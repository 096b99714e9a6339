package io.connwarden.sql.store;

import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.PauseSummary;
import io.connwarden.contracts.message.PauseWindow;
import io.connwarden.sql.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The paused targets. */
public final class Pauses {
    private final JdbcClient jdbc;

    public Pauses(DataSource store) {
        this.jdbc = JdbcClient.create(store);
    }

    /**
     * A pause, during which no session of the target is signalled.
     *
     * @param target a target id, or {@code *} for all targets
     * @param until end of the pause; null until RESUME
     * @param restriction the labels and the window of the pause; null for none
     */
    public record PauseRow(
            String target,
            String pausedBy,
            String reason,
            Instant since,
            @Nullable Instant until,
            @Nullable Restriction restriction) {
        public PauseRow(String target, String pausedBy, String reason, Instant since, @Nullable Instant until) {
            this(target, pausedBy, reason, since, until, null);
        }

        /** Returns the pause as results show it, without the times of its window. */
        public PauseSummary summary() {
            return restriction == null
                    ? new PauseSummary(target, pausedBy, reason, since, until)
                    : new PauseSummary(
                            target,
                            pausedBy,
                            reason,
                            since,
                            until,
                            restriction.id(),
                            restriction.labels().isEmpty() ? null : restriction.labels(),
                            restriction.window(),
                            null,
                            restriction.window() == null ? null : until);
        }

        /**
         * Returns the pause with the times of its window.
         *
         * @param begin null for a pause without a window
         */
        public PauseRow during(@Nullable Instant begin, @Nullable Instant end) {
            return new PauseRow(target, pausedBy, reason, begin == null ? since : begin, end, restriction);
        }
    }

    /**
     * The restriction of a pause.
     *
     * @param labels the labels that a target has; empty for every target
     * @param window the recurring time; null for a pause without one
     */
    public record Restriction(
            UUID id, Map<String, String> labels, @Nullable PauseWindow window) {
        public Restriction {
            labels = Map.copyOf(labels);
        }
    }

    /**
     * A pause that may affect a target. A pause with a window is in force at its times only.
     *
     * @param readAt the time by the clock of the log store
     */
    public record ReadPause(PauseRow pause, Instant readAt) {}

    /** Pauses a target. Returns false without a change if it is already paused for this time. */
    public boolean pause(PauseRow pause, EventId command) {
        return described(StoreStatement.PAUSE.on(jdbc), pause, command).update() == 1;
    }

    private static StatementSpec described(StatementSpec statement, PauseRow pause, EventId command) {
        return statement
                .param("target", pause.target())
                .param("pausedBy", pause.pausedBy())
                .param("reason", pause.reason())
                .param("since", Timestamps.toParameter(pause.since()))
                .param("until", pause.until() == null ? null : Timestamps.toParameter(pause.until()))
                .param("commandSource", command.source())
                .param("commandId", command.id());
    }

    /** Ends the pause of a target, or of {@code *}. Returns false if there is none. */
    public boolean resume(String target) {
        return StoreStatement.RESUME.on(jdbc).param("target", target).update() == 1;
    }

    /** Inserts a pause with a restriction. Returns false without a change if its id is known. */
    public boolean restrict(PauseRow pause, Restriction restriction, EventId command) {
        @Nullable PauseWindow window = restriction.window();
        return described(labels(StoreStatement.RESTRICT_PAUSE.on(jdbc), restriction.labels()), pause, command)
                        .param("id", restriction.id())
                        .param("cron", window == null ? null : window.cron())
                        .param("zone", window == null ? null : window.zone())
                        .param("durationMinutes", window == null ? null : window.durationMinutes())
                        .update()
                == 1;
    }

    /** Ends a pause with a restriction. Returns false if the target, or {@code *}, has none with this id. */
    public boolean resume(String target, UUID id) {
        return StoreStatement.RESUME_RESTRICTED
                        .on(jdbc)
                        .param("target", target)
                        .param("id", id)
                        .update()
                == 1;
    }

    /**
     * Returns the pauses that may affect a target: its own pause first, then that of all targets, then the restricted
     * ones.
     *
     * @param labels the labels of the target
     */
    public List<ReadPause> affecting(String target, Map<String, String> labels) {
        return labels(StoreStatement.PAUSES_AFFECTING_TARGET.on(jdbc), labels)
                .param("target", target)
                .query((row, number) -> new ReadPause(restricted(row), Timestamps.readRequired(row, "read_at")))
                .list();
    }

    private static StatementSpec labels(StatementSpec statement, Map<String, String> labels) {
        List<Map.Entry<String, String>> entries = List.copyOf(labels.entrySet());
        return statement
                .param("labelNames", ArrayParameter.of("text", entries, Map.Entry::getKey))
                .param("labelValues", ArrayParameter.of("text", entries, Map.Entry::getValue));
    }

    private static PauseRow restricted(ResultSet row) throws SQLException {
        PauseRow pause = pause(row);
        String id = row.getString("id");
        return id == null
                ? pause
                : new PauseRow(
                        pause.target(),
                        pause.pausedBy(),
                        pause.reason(),
                        pause.since(),
                        pause.until(),
                        new Restriction(UUID.fromString(id), labels(row), window(row)));
    }

    private static Map<String, String> labels(ResultSet row) throws SQLException {
        String[] names = (String[]) row.getArray("label_names").getArray();
        String[] values = (String[]) row.getArray("label_values").getArray();
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            labels.put(names[i], values[i]);
        }
        return labels;
    }

    private static @Nullable PauseWindow window(ResultSet row) throws SQLException {
        String cron = row.getString("cron");
        return cron == null ? null : new PauseWindow(cron, row.getString("zone"), row.getInt("duration_minutes"));
    }

    /** Returns all pauses in force without a window. */
    public List<PauseRow> all() {
        return StoreStatement.PAUSES
                .on(jdbc)
                .query((row, number) -> restricted(row))
                .list();
    }

    /**
     * The pauses that have not ended, also those between two times of their window.
     *
     * @param readAt the time by the clock of the log store
     */
    public record KnownPauses(Instant readAt, List<PauseRow> pauses) {}

    /** Returns all pauses that have not ended. */
    public KnownPauses known() {
        List<Instant> readAt = new ArrayList<>();
        List<PauseRow> pauses = new ArrayList<>();
        StoreStatement.KNOWN_PAUSES.on(jdbc).query(row -> {
            readAt.add(Timestamps.readRequired(row, "read_at"));
            if (row.getString("target") != null) {
                pauses.add(restricted(row));
            }
        });
        return new KnownPauses(readAt.get(0), pauses);
    }

    private static PauseRow pause(ResultSet row) throws SQLException {
        return new PauseRow(
                row.getString("target"),
                row.getString("paused_by"),
                row.getString("reason"),
                Timestamps.readRequired(row, "since"),
                Timestamps.read(row, "until"));
    }
}
