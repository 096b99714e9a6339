package io.connwarden.sql.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.testing.PgBouncer;
import io.connwarden.testing.RequiredProgram;
import io.connwarden.testing.SharedInfrastructure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sessions of the log store, on a server with other defaults and behind poolers. */
class StoreDriverIT {
    private static final PostgresServer SERVER = SharedInfrastructure.postgres();
    private static final String ROLE = "store_owner";

    @BeforeAll
    static void createRole() throws SQLException {
        execute("CREATE ROLE " + ROLE + " LOGIN");
    }

    @AfterAll
    static void dropRole() throws SQLException {
        execute("DROP ROLE " + ROLE);
    }

    @ParameterizedTest
    @CsvSource({
        "default_transaction_read_only, on, off",
        "default_transaction_isolation, serializable, read committed",
        "default_transaction_deferrable, on, off",
        "standard_conforming_strings, off, on",
        "array_nulls, off, on",
        "exit_on_error, on, off",
        "statement_timeout, 1ms, 0",
        "lock_timeout, 1ms, 0",
        "synchronous_commit, off, local",
        "synchronous_commit, remote_apply, remote_apply"
    })
    void a_default_of_the_role_has_no_effect(String name, String ofRole, String inForce) throws SQLException {
        execute("ALTER ROLE " + ROLE + " SET " + name + " = '" + ofRole + "'");
        try (Connection session = open(url(SERVER.port()), "-c geqo=off")) {
            assertThat(show(session, name)).isEqualTo(inForce);
            assertThat(show(session, "geqo"))
                    .as("an option of the configuration")
                    .isEqualTo("off");
        } finally {
            execute("ALTER ROLE " + ROLE + " RESET ALL");
        }
    }

    @Test
    void an_option_in_the_url_is_kept_and_changes_no_pinned_setting() throws SQLException {
        String options = "?options=-c%20geqo=off%20-c%20default_transaction_read_only=on&connectTimeout=5";
        try (Connection session = open(url(SERVER.port()) + options, "-c jit=off")) {
            assertThat(show(session, "geqo")).isEqualTo("off");
            assertThat(show(session, "jit")).isEqualTo("off");
            assertThat(show(session, "default_transaction_read_only")).isEqualTo("off");
        }
    }

    @Test
    void another_database_is_left_to_its_own_driver() throws SQLException {
        assertThat(new StoreDriver().connect("jdbc:h2:mem:x", new Properties())).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "transaction, extra_float_digits",
        "statement, extra_float_digits",
        "statement, 'extra_float_digits,options'",
        "session, extra_float_digits",
        "transaction, 'extra_float_digits,options'",
        "session, 'extra_float_digits,options'"
    })
    void a_session_behind_a_pooler_is_refused_with_the_remedy(String mode, String ignored) throws Exception {
        RequiredProgram.check(PgBouncer.isInstalled(), "pgbouncer", "pgbouncer");
        try (PgBouncer pooler =
                PgBouncer.start(SERVER.port(), mode, List.of(ROLE), "ignore_startup_parameters = " + ignored)) {
            assertThatThrownBy(() -> open(pooler.url(), ""))
                    .hasNoCause()
                    .hasMessageStartingWith("a connection pooler is between this service and the log store")
                    .hasMessageContaining("set spring.datasource.url to the address of the server")
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isEqualTo("08P01"));
        }
    }

    private static Connection open(String url, String options) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", ROLE);
        properties.setProperty("options", options);
        return new StoreDriver().connect(url, properties);
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    private static String show(Connection session, String name) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(SERVER.jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
