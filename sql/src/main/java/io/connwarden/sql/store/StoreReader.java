package io.connwarden.sql.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Function;
import javax.sql.DataSource;
import org.postgresql.PGProperty;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The read-only access to a log store: one session with one transaction, which sees one state of all tables. Connecting
 * takes at most 10 s, and a response at most 120 s. Thread-safe.
 */
public final class StoreReader {
    private static final int CONNECT_TIMEOUT_SECONDS = 10;
    private static final int RESPONSE_TIMEOUT_SECONDS = 120;

    private StoreReader() {}

    /**
     * Reads from a log store. Every statement that writes fails.
     *
     * @param url of PostgreSQL
     * @param login the user and the password
     * @throws SQLException if the connection fails, or a pooler is in between (SQLSTATE 08P01)
     */
    public static <T> T read(String url, Properties login, String applicationName, Function<DataSource, T> query)
            throws SQLException {
        Properties properties = new Properties();
        login.forEach(properties::put);
        PGProperty.APPLICATION_NAME.set(properties, applicationName);
        PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_TIMEOUT_SECONDS);
        PGProperty.SOCKET_TIMEOUT.set(properties, RESPONSE_TIMEOUT_SECONDS);
        try (Connection connection = new StoreDriver().connect(url, properties)) {
            if (connection == null) {
                throw new SQLException("the URL of the log store must begin with jdbc:postgresql:, and begins with '"
                        + url.replaceFirst("^((?:jdbc:)?[^:/]*).*", "$1") + "'");
            }
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            return query.apply(new SingleConnectionDataSource(connection, true));
        }
    }
}
