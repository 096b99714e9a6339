package io.connwarden.sql.pack;

import io.connwarden.sql.SqlStatements;
import io.connwarden.sql.target.TargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLWarning;

/**
 * The installation and removal of the SQL pack. Each call is one transaction and returns the notices and warnings of
 * the server. It throws {@link PackException} if the script fails and {@link TargetException} if the connection fails.
 */
public final class SqlPack {
    /** The schema of the pack if no other is given. */
    public static final String DEFAULT_SCHEMA = "connwarden";

    private final DataSource database;

    public SqlPack(DataSource database) {
        this.database = database;
    }

    /**
     * Installs or upgrades the pack. Existing settings and logs are kept.
     *
     * @param dryRun true to roll back at the end
     */
    public List<String> install(String schema, boolean dryRun) {
        return run(List.of(PackScript.INSTALL), schema, Map.of(), dryRun);
    }

    /** Installs or upgrades the pack and schedules its three jobs with pg_cron in the same transaction. */
    public List<String> installWithJobs(String schema, Schedules schedules, boolean dryRun) {
        return run(List.of(PackScript.INSTALL, PackScript.CRON), schema, variables(schedules), dryRun);
    }

    /** Removes the pack with its logs and its jobs. */
    public List<String> uninstall(String schema, boolean dryRun) {
        return run(List.of(PackScript.UNINSTALL), schema, Map.of(), dryRun);
    }

    /** Schedules the three jobs with pg_cron. Jobs of the same names are replaced. */
    public List<String> schedule(String schema, Schedules schedules, boolean dryRun) {
        return run(List.of(PackScript.CRON), schema, variables(schedules), dryRun);
    }

    /** Removes the three jobs from pg_cron. The pack stays installed. */
    public List<String> unschedule(String schema, boolean dryRun) {
        return run(List.of(PackScript.REMOVE_CRON), schema, Map.of(), dryRun);
    }

    private static Map<String, String> variables(Schedules schedules) {
        return Map.of(
                "connwarden.check_schedule",
                schedules.check(),
                "connwarden.cleanup_schedule",
                schedules.cleanup(),
                "connwarden.report_schedule",
                schedules.report());
    }

    private List<String> run(List<PackScript> scripts, String schema, Map<String, String> variables, boolean dryRun) {
        try (Connection connection = open()) {
            connection.setAutoCommit(false);
            try {
                List<String> notices = run(connection, scripts, schema, variables);
                commitOrRollback(connection, dryRun);
                return notices;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new PackException(e);
        }
    }

    private Connection open() {
        try {
            return database.getConnection();
        } catch (SQLException e) {
            throw new TargetException(e);
        }
    }

    private static List<String> run(
            Connection connection, List<PackScript> scripts, String schema, Map<String, String> variables)
            throws SQLException {
        SqlStatements.update(connection, PackStatement.READ_WRITE.sql(), on -> {});
        setVariable(connection, "connwarden.schema", schema);
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            setVariable(connection, variable.getKey(), variable.getValue());
        }
        List<String> notices = new ArrayList<>();
        for (PackScript script : scripts) {
            try (Statement statement = connection.createStatement()) {
                // Braces in the scripts are SQL, not escapes of JDBC.
                statement.setEscapeProcessing(false);
                statement.execute(script.sql());
                notices.addAll(notices(statement.getWarnings()));
            }
        }
        return notices;
    }

    private static void setVariable(Connection connection, String name, String value) throws SQLException {
        SqlStatements.query(
                connection,
                PackStatement.SET_VARIABLE.sql(),
                on -> {
                    on.setString(1, name);
                    on.setString(2, value);
                },
                row -> true);
    }

    private static void commitOrRollback(Connection connection, boolean dryRun) throws SQLException {
        if (dryRun) {
            connection.rollback();
        } else {
            connection.commit();
        }
    }

    private static List<String> notices(@Nullable SQLWarning first) {
        List<String> notices = new ArrayList<>();
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            notices.add(formatNotice(warning));
        }
        return notices;
    }

    private static String formatNotice(SQLWarning warning) {
        return ServerMessage.format(
                warning instanceof PSQLWarning psql ? psql.getServerErrorMessage() : null, warning.getMessage());
    }
}
