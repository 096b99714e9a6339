package io.connwarden.standalone.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.embedded.fixture.SharedInfrastructure;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.standalone.Running;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstallSqlIT {
    private final PostgresServer server = SharedInfrastructure.postgres();

    @Test
    void it_installs_and_removes_what_it_said_it_would() throws Exception {
        Answer dry = installSql("--dry-run", "--schema", "it's mine");
        assertThat(dry.code()).as(dry.text()).isZero();
        assertThat(dry.text()).contains("nothing was kept");
        assertThat(present("it's mine")).isFalse();

        Answer installed = installSql("--schema", "it's mine");
        assertThat(installed.code()).as(installed.text()).isZero();
        assertThat(installed.text())
                .contains("is in schema it's mine")
                .contains("SELECT * FROM \"it's mine\".monitor_connections();");
        assertThat(present("it's mine")).isTrue();

        Answer removed = installSql("--uninstall", "--schema", "it's mine");
        assertThat(removed.code()).as(removed.text()).isZero();
        assertThat(present("it's mine")).isFalse();
    }

    @Test
    void what_the_server_refuses_is_1_and_told_without_a_stack_trace() throws Exception {
        Answer nothingThere = installSql("--uninstall", "--schema", "nowhere");
        assertThat(nothingThere.code()).isEqualTo(1);
        assertThat(nothingThere.text())
                .contains("nothing was changed: schema 'nowhere' holds no SQL pack")
                .doesNotContain("Exception");
        Answer withoutCron = installSql("--cron", "--schema", "half");
        assertThat(withoutCron.code()).isEqualTo(1);
        assertThat(withoutCron.text()).contains("pg_cron is not installed");
        assertThat(present("half")).isFalse();
    }

    @Test
    void what_contradicts_itself_is_64() throws Exception {
        Answer both = installSql("--cron", "--uninstall");
        assertThat(both.code()).isEqualTo(64);
        assertThat(both.text()).contains("--cron").contains("--uninstall").contains("mutually exclusive");
    }

    @Test
    void a_server_that_is_away_is_1() throws Exception {
        Answer away = run(List.of("install-sql", "--url", "jdbc:postgresql://127.0.0.1:1/postgres", "--user", "u"));
        assertThat(away.code()).isEqualTo(1);
        assertThat(away.text()).contains("the server cannot be reached").doesNotContain("Exception");
    }

    private boolean present(String schema) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT count(*) FROM pg_namespace WHERE nspname = '" + schema.replace("'", "''") + "'")) {
            row.next();
            return row.getInt(1) == 1;
        }
    }

    private Answer installSql(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("install-sql", "--url", server.jdbcUrlWithoutUser("postgres"), "--user", "postgres"));
        arguments.addAll(List.of(options));
        return run(arguments);
    }

    private static Answer run(List<String> arguments) throws Exception {
        try (Running running = Running.connwarden(Map.of(), arguments)) {
            return new Answer(running.awaitEnd(60), running.text());
        }
    }

    private record Answer(int code, String text) {}
}
