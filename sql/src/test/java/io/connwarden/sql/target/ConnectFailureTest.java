package io.connwarden.sql.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.sql.target.ConnectFailure.Kind;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class ConnectFailureTest {

    @ParameterizedTest
    @CsvSource({
        "53300, UNKNOWN_CONNECTION_LIMIT", "28P01, AUTHENTICATION", "28000, AUTHENTICATION", "42501, AUTHENTICATION",
        "57P03, STARTING", "57P01, STARTING", "08001, UNREACHABLE", "08006, UNREACHABLE",
        "57014, TIMEOUT", "3D000, OTHER", "XX000, OTHER"
    })
    void the_sqlstate_determines_the_kind_of_failure(String sqlState, Kind kind) {
        ConnectFailure failure = ConnectFailure.of(new SQLException("FATAL: so it is", sqlState));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.sqlState()).isEqualTo(sqlState);
        assertThat(failure.message()).endsWith(": FATAL: so it is [" + sqlState + "]");
    }

    @ParameterizedTest
    @CsvSource({
        "'sorry, too many clients already', SLOTS_EXHAUSTED",
        "remaining connection slots are reserved for roles with the SUPERUSER attribute, SLOTS_EXHAUSTED",
        "remaining connection slots are reserved for non-replication superuser connections, SLOTS_EXHAUSTED",
        "'too many connections for role \"x\"', ROLE_LIMIT",
        "'too many connections for database \"x\"', DATABASE_LIMIT",
        "'zu viele Verbindungen für Rolle »x«', UNKNOWN_CONNECTION_LIMIT"
    })
    void sqlstate_53300_is_classified_by_its_english_message(String message, Kind kind) {
        assertThat(ConnectFailure.of(new SQLException("FATAL: " + message, "53300"))
                        .kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "InitProcess, SLOTS_EXHAUSTED",
        "InitPostgres, SLOTS_EXHAUSTED",
        "InitializeSessionUserId, ROLE_LIMIT",
        "CheckMyDatabase, DATABASE_LIMIT",
        "Elsewhere, UNKNOWN_CONNECTION_LIMIT"
    })
    void sqlstate_53300_is_classified_by_its_routine_in_any_language(String routine, Kind kind) {
        ServerErrorMessage german =
                new ServerErrorMessage("SFATAL\0C53300\0Mzu viele Verbindungen\0R" + routine + "\0\0");
        assertThat(ConnectFailure.of(new PSQLException(german)).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "ERROR, aclcheck_error, PRIVILEGE",
        "FEHLER, aclcheck_error, PRIVILEGE",
        "FATAL, CheckMyDatabase, AUTHENTICATION",
        "PANIK, CheckMyDatabase, AUTHENTICATION",
        "FATAL, set_config_option, AUTHENTICATION"
    })
    void sqlstate_42501_is_a_rejected_login_or_a_missing_privilege(String severity, String routine, Kind kind) {
        ServerErrorMessage message = new ServerErrorMessage(
                "S" + severity + "\0C42501\0Mpermission denied for view pg_roles\0R" + routine + "\0\0");
        assertThat(ConnectFailure.of(new PSQLException(message)).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource
    void only_a_rejected_login_advises_on_pg_hba_conf(Kind kind) {
        String remedy = new ConnectFailure(kind, null, "for the test").remedy();
        assertThat(remedy.contains("pg_hba.conf")).isEqualTo(kind == Kind.AUTHENTICATION);
    }

    @Test
    void the_innermost_sqlstate_counts_when_a_pool_wraps_the_failure() {
        SQLException full = new SQLException("FATAL: sorry, too many clients already", "53300");
        SQLException pool = new SQLTransientConnectionException("pool - not available", full.getSQLState(), full);
        assertThat(ConnectFailure.of(new IllegalStateException(pool)).message()).contains("too many clients already");
    }

    @Test
    void a_socket_timeout_is_a_timeout() {
        SQLException broken = new SQLException("I/O error", "08006", new SocketTimeoutException("Read timed out"));
        assertThat(ConnectFailure.of(broken).kind()).isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void a_pool_timeout_is_a_timeout() {
        assertThat(ConnectFailure.of(new SQLTransientConnectionException("request timed out after 5000ms"))
                        .kind())
                .isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void only_the_first_line_of_a_server_message_is_reported() {
        assertThat(ConnectFailure.of(new SQLException("ERROR: no\n  Detail: 'customer data'", "XX000"))
                        .message())
                .doesNotContain("customer data");
    }

    @Test
    void a_message_that_may_contain_a_password_is_omitted() {
        assertThat(ConnectFailure.of(new SQLException("bad url jdbc:x?PassWord=s3cret", "08001"))
                        .message())
                .doesNotContain("s3cret");
    }

    @Test
    void a_failure_without_a_message_is_still_described() {
        assertThat(ConnectFailure.of(new IllegalStateException()).message()).isEqualTo("the server returned an error");
    }
}
