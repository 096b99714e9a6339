package io.connwarden.sql.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.sql.target.ConnectFailure.Kind;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

class ConnectFailureTest {

    @ParameterizedTest
    @CsvSource({
        "53300, UNKNOWN_CONNECTION_LIMIT", "28P01, AUTHENTICATION", "28000, AUTHENTICATION", "42501, AUTHENTICATION",
        "57P03, STARTING", "57P01, STARTING", "08001, UNREACHABLE", "08006, UNREACHABLE",
        "57014, TIMEOUT", "3D000, NO_SUCH_DATABASE", "08004, AUTHENTICATION", "XX000, OTHER"
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The server requested SCRAM-based authentication, but no password was provided.",
                "The server requested password-based authentication, but no password was provided by plugin x"
            })
    void a_missing_password_is_told_with_its_options(String message) {
        ConnectFailure failure = ConnectFailure.of(new PSQLException(message, PSQLState.CONNECTION_REJECTED));
        assertThat(failure.kind()).isEqualTo(Kind.PASSWORD_REQUIRED);
        assertThat(failure.message()).startsWith("the server asks for a password and none was given");
        assertThat(failure.remedy()).contains("PGPASSWORD", "--password-file", "--reserve-password-file");
    }

    @Test
    void a_missing_password_is_found_in_the_language_of_the_driver() {
        String english = "The server requested SCRAM-based authentication, but no password was provided.";
        assertThat(ConnectFailure.of(new PSQLException(GT.tr(english), PSQLState.CONNECTION_REJECTED))
                        .kind())
                .isEqualTo(Kind.PASSWORD_REQUIRED);
    }

    @Test
    void a_failed_gss_authentication_is_a_rejected_login() {
        assertThat(ConnectFailure.of(new PSQLException("GSS Authentication failed", PSQLState.CONNECTION_FAILURE))
                        .kind())
                .isEqualTo(Kind.AUTHENTICATION);
    }

    @ParameterizedTest
    @CsvSource({"InitializeSessionUserId, NO_SUCH_ROLE", "ClientAuthentication, AUTHENTICATION"})
    void sqlstate_28000_is_classified_by_its_routine(String routine, Kind kind) {
        ServerErrorMessage refused = new ServerErrorMessage("SFATAL\0C28000\0Mso it is\0R" + routine + "\0\0");
        assertThat(ConnectFailure.of(new PSQLException(refused)).kind()).isEqualTo(kind);
    }

    @Test
    void an_unknown_host_is_named() {
        SQLException failed =
                new SQLException("The connection attempt failed.", "08001", new UnknownHostException("db1.example"));
        ConnectFailure failure = ConnectFailure.of(failed);
        assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN_HOST);
        assertThat(failure.message())
                .isEqualTo("the server cannot be reached: the name of its host cannot be resolved: db1.example"
                        + " [08001]");
    }

    @ParameterizedTest
    @CsvSource({
        "Connection refused, CONNECTION_REFUSED",
        "Connection timed out, TIMEOUT",
        "Network is unreachable, UNREACHABLE"
    })
    void a_refused_connection_and_a_timeout_are_told_apart(String message, Kind kind) {
        SQLException failed = new SQLException("Connection refused.", "08001", new ConnectException(message));
        assertThat(ConnectFailure.of(failed).kind()).isEqualTo(kind);
    }

    @Test
    void the_timeout_of_a_login_is_a_timeout() {
        assertThat(ConnectFailure.of(new PSQLException(
                                GT.tr("Connection attempt timed out."), PSQLState.CONNECTION_UNABLE_TO_CONNECT))
                        .kind())
                .isEqualTo(Kind.TIMEOUT);
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
