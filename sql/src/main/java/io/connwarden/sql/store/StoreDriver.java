package io.connwarden.sql.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * The driver of the log store. Each session sets its transaction mode in the startup packet, whatever the defaults of
 * the server, the database or the role are. A session behind a connection pooler is closed, and the error names the
 * pooler. The locks, time limits and prepared statements of the store need a session of their own.
 */
public final class StoreDriver extends Driver {
    private static final String PINNED = String.join(
            " ",
            List.of(
                    "-c default_transaction_read_only=" + StoreSession.READ_ONLY,
                    "-c default_transaction_isolation=" + StoreSession.ISOLATION.replace(" ", "\\ "),
                    "-c default_transaction_deferrable=off",
                    "-c standard_conforming_strings=on",
                    "-c array_nulls=on",
                    "-c exit_on_error=off",
                    // The driver has a limit for a response. A limit of a role could end a migration.
                    "-c statement_timeout=0",
                    "-c lock_timeout=0"));

    private static final Pattern OPTIONS_OF_URL = Pattern.compile("([?&])options=[^&]*");

    /**
     * Opens a session of the log store.
     *
     * @return null if the url is not one of PostgreSQL
     * @throws SQLException if the connection fails, or a pooler is in between (SQLSTATE 08P01)
     */
    @Override
    public @Nullable Connection connect(String url, @Nullable Properties info) throws SQLException {
        Connection connection = open(url, withPinned(url, info));
        if (connection == null) {
            return null;
        }
        try {
            StoreSession.prepare(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private @Nullable Connection open(String url, Properties info) throws SQLException {
        try {
            // The driver prefers the options of the url, and ignores an empty parameter.
            return super.connect(OPTIONS_OF_URL.matcher(url).replaceAll("$1"), info);
        } catch (SQLException e) {
            throw StoreSession.isRejectedSetting(e) ? StoreSession.poolerException(String.valueOf(e.getMessage())) : e;
        }
    }

    /** Adds the settings after those of the configuration. The last value of a setting applies. */
    private static Properties withPinned(String url, @Nullable Properties info) {
        Properties properties = new Properties();
        if (info != null) {
            info.forEach(properties::put);
        }
        Properties ofUrl = Driver.parseURL(url, null);
        String configured = options(properties) + options(ofUrl == null ? new Properties() : ofUrl);
        PGProperty.OPTIONS.set(properties, configured + PINNED);
        return properties;
    }

    private static String options(Properties properties) {
        String options = PGProperty.OPTIONS.getOrDefault(properties);
        return options == null ? "" : options + " ";
    }
}
