package io.connwarden.sql.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.sql.target.ConnectFailure.Kind;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class ConnectFailureTest {

    @ParameterizedTest
    @CsvSource({
        "53300, TOO_MANY", "28P01, AUTHENTICATION", "28000, AUTHENTICATION", "42501, AUTHENTICATION",
        "57P03, STARTING", "57P01, STARTING", "08001, UNREACHABLE", "08006, UNREACHABLE",
        "57014, TIMEOUT", "3D000, OTHER", "XX000, OTHER"
    })
    void the_code_tells_the_kind(String sqlState, Kind kind) {
        ConnectFailure failure = ConnectFailure.of(new SQLException("FATAL: so it is", sqlState));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.sqlState()).isEqualTo(sqlState);
        assertThat(failure.message()).endsWith(": FATAL: so it is [" + sqlState + "]");
    }

    @ParameterizedTest
    @CsvSource({
        "'sorry, too many clients already', FULL",
        "remaining connection slots are reserved for roles with the SUPERUSER attribute, FULL",
        "remaining connection slots are reserved for non-replication superuser connections, FULL",
        "'too many connections for role \"x\"', ROLE_LIMIT",
        "'too many connections for database \"x\"', DATABASE_LIMIT",
        "'zu viele Verbindungen für Rolle »x«', TOO_MANY"
    })
    void too_many_connections_are_told_apart_by_the_words_where_they_can_be_read(String said, Kind kind) {
        assertThat(ConnectFailure.of(new SQLException("FATAL: " + said, "53300"))
                        .kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "InitProcess, FULL",
        "InitPostgres, FULL",
        "InitializeSessionUserId, ROLE_LIMIT",
        "CheckMyDatabase, DATABASE_LIMIT",
        "Elsewhere, TOO_MANY"
    })
    void in_another_language_the_servers_function_tells_them_apart(String routine, Kind kind) {
        ServerErrorMessage german =
                new ServerErrorMessage("SFATAL\0C53300\0Mzu viele Verbindungen\0R" + routine + "\0\0");
        assertThat(ConnectFailure.of(new PSQLException(german)).kind()).isEqualTo(kind);
    }

    @Test
    void the_innermost_code_tells_when_a_pool_wraps_it() {
        SQLException full = new SQLException("FATAL: sorry, too many clients already", "53300");
        SQLException pool = new SQLTransientConnectionException("pool - not available", full.getSQLState(), full);
        assertThat(ConnectFailure.of(new IllegalStateException(pool)).message()).contains("too many clients already");
    }

    @Test
    void a_dead_line_is_a_timeout() {
        SQLException broken = new SQLException("I/O error", "08006", new SocketTimeoutException("Read timed out"));
        assertThat(ConnectFailure.of(broken).kind()).isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void waiting_in_vain_for_the_one_connection_is_a_timeout() {
        assertThat(ConnectFailure.of(new SQLTransientConnectionException("request timed out after 5000ms"))
                        .kind())
                .isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void only_the_first_line_is_passed_on() {
        assertThat(ConnectFailure.of(new SQLException("ERROR: no\n  Detail: 'customer data'", "XX000"))
                        .message())
                .doesNotContain("customer data");
    }

    @Test
    void a_text_that_may_hold_a_password_is_dropped() {
        assertThat(ConnectFailure.of(new SQLException("bad url jdbc:x?PassWord=s3cret", "08001"))
                        .message())
                .doesNotContain("s3cret");
    }

    @Test
    void an_error_without_a_text_still_makes_a_sentence() {
        assertThat(ConnectFailure.of(new IllegalStateException()).message())
                .isEqualTo("the server answered with an error");
    }
}
