package io.connwarden.standalone.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.standalone.ConnwardenProcess;
import io.connwarden.testing.SharedInfrastructure;
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
    void install_sql_installs_and_removes_the_pack_as_its_dry_run_announced() throws Exception {
        ProgramResult dry = installSql("--dry-run", "--schema", "it's mine");
        assertThat(dry.code()).as(dry.text()).isZero();
        assertThat(dry.text())
                .startsWith("Dry run, nothing was changed: all statements succeeded and were rolled back.\n"
                        + "Would install the SQL pack in schema it's mine. Without --dry-run the server reports:\n  ")
                .contains("\n  Connwarden SQL pack");
        assertThat(schemaExists("it's mine")).isFalse();

        ProgramResult installed = installSql("--schema", "it's mine");
        assertThat(installed.code()).as(installed.text()).isZero();
        assertThat(installed.text())
                .contains("installed in schema it's mine")
                .contains("SELECT * FROM \"it's mine\".monitor_connections();");
        assertThat(schemaExists("it's mine")).isTrue();

        ProgramResult dryRemoval = installSql("--dry-run", "--uninstall", "--schema", "it's mine");
        assertThat(dryRemoval.code()).as(dryRemoval.text()).isZero();
        assertThat(dryRemoval.text()).contains("Would remove the SQL pack from schema it's mine.");
        assertThat(schemaExists("it's mine")).isTrue();

        ProgramResult removed = installSql("--uninstall", "--schema", "it's mine");
        assertThat(removed.code()).as(removed.text()).isZero();
        assertThat(schemaExists("it's mine")).isFalse();
    }

    @Test
    void a_server_error_exits_with_1_and_prints_no_stack_trace() throws Exception {
        ProgramResult nothingThere = installSql("--uninstall", "--schema", "nowhere");
        assertThat(nothingThere.code()).isEqualTo(1);
        assertThat(nothingThere.text())
                .contains("nothing was changed: schema 'nowhere' does not contain the SQL pack")
                .doesNotContain("Exception");
        ProgramResult withoutCron = installSql("--cron", "--schema", "half");
        assertThat(withoutCron.code()).isEqualTo(1);
        assertThat(withoutCron.text()).contains("pg_cron is not installed");
        assertThat(schemaExists("half")).isFalse();
    }

    @Test
    void contradictory_options_exit_with_64() throws Exception {
        ProgramResult both = installSql("--cron", "--uninstall");
        assertThat(both.code()).isEqualTo(64);
        assertThat(both.text()).contains("--cron").contains("--uninstall").contains("mutually exclusive");
    }

    @Test
    void an_unreachable_server_exits_with_1() throws Exception {
        ProgramResult away =
                run(List.of("install-sql", "--url", "jdbc:postgresql://127.0.0.1:1/postgres", "--user", "u"));
        assertThat(away.code()).isEqualTo(1);
        assertThat(away.text()).contains("the server cannot be reached").doesNotContain("Exception");
    }

    private boolean schemaExists(String schema) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT count(*) FROM pg_namespace WHERE nspname = '" + schema.replace("'", "''") + "'")) {
            row.next();
            return row.getInt(1) == 1;
        }
    }

    private ProgramResult installSql(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("install-sql", "--url", server.jdbcUrlWithoutUser("postgres"), "--user", "postgres"));
        arguments.addAll(List.of(options));
        return run(arguments);
    }

    private static ProgramResult run(List<String> arguments) throws Exception {
        try (ConnwardenProcess running = ConnwardenProcess.start(Map.of(), arguments)) {
            return new ProgramResult(running.awaitExit(60), running.output());
        }
    }

    private record ProgramResult(int code, String text) {}
}
