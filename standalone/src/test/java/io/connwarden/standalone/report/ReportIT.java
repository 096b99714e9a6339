package io.connwarden.standalone.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.standalone.ConnwardenProcess;
import io.connwarden.testing.SharedInfrastructure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs {@code report} on a log store with one session that was used again and one that ended. */
class ReportIT {
    private static final PostgresServer SERVER = SharedInfrastructure.postgres();
    private static final String STORE = "report_store";

    @BeforeAll
    static void createStore() {
        JdbcTemplate superuser = new JdbcTemplate(source("postgres"));
        superuser.execute("CREATE DATABASE " + STORE);
        superuser.execute("CREATE DATABASE empty_store");
        superuser.execute("CREATE ROLE auditor LOGIN; CREATE ROLE stranger LOGIN");
        PGSimpleDataSource store = source(STORE);
        Flyway.configure().dataSource(store).load().migrate();
        JdbcTemplate sql = new JdbcTemplate(store);
        sql.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO auditor");
        sql.update("INSERT INTO watched_targets (target) VALUES ('orders-db'), ('connwarden')");
        sql.update("INSERT INTO dry_run_sessions SELECT 'orders-db', pid, clock_timestamp(), 'R3', 'TERMINATE', 'app',"
                + " 'billing', 'shop', 'idle', clock_timestamp() - interval '50 min', 1200,"
                + " clock_timestamp() - interval '30 min', clock_timestamp() - interval '30 min', 1, 1, fate,"
                + " clock_timestamp() - interval '18 min', clock_timestamp()"
                + " FROM (VALUES (11, 'ACTIVE_AGAIN'), (12, 'ENDED')) AS sessions (pid, fate)");
    }

    @Test
    void the_report_names_the_application_that_was_active_again() throws Exception {
        ProgramResult result = report("--store-url", url(STORE), "--store-user", "auditor", "--since", "1h");
        assertThat(result.code()).as(result.text()).isZero();
        assertThat(result.text().replaceAll("\\s+", " "))
                .contains("R3 would have ended 2 sessions: 1 not used again, 1 of application 'billing' active again"
                        + " after 12 min.")
                .contains("applications: ['billing']")
                .contains("Real actions none in this period");
    }

    @Test
    void the_address_may_stand_in_the_configuration_of_the_actuator(@TempDir Path directory) throws Exception {
        Path config = Files.writeString(
                directory.resolve("connwarden.yml"),
                "spring:\n  datasource:\n    url: " + url(STORE) + "\n    username: auditor\n");
        ProgramResult result = report("--config", config.toString(), "--target", "orders-db", "--format", "json");
        assertThat(result.code()).as(result.text()).isZero();
        JsonNode json = JsonMapper.builder()
                .build()
                .readTree(result.text().substring(result.text().indexOf('{')));
        assertThat(json.at("/target").asString()).isEqualTo("orders-db");
        assertThat(json.at("/groups/0/application").asString()).isEqualTo("billing");
        assertThat(json.at("/groups/0/activeAgain").asInt()).isEqualTo(1);
        assertThat(json.at("/groups/0/medianSeconds").asDouble()).isBetween(719.0, 721.0);
        assertThat(json.at("/services/lastCheckedAt").asString()).isNotEmpty();
    }

    @Test
    void an_empty_period_is_explained() throws Exception {
        ProgramResult result = report("--store-url", url(STORE), "--since", "1s");
        assertThat(result.code()).as(result.text()).isZero();
        assertThat(result.text())
                .contains("No automatic action was a dry run in this period.")
                .contains("No health event arrived in this period.");
    }

    @Test
    void invalid_options_exit_with_64_and_name_the_valid_values() throws Exception {
        assertInvalid("'7w' is neither a time such as", "--since", "7w");
        assertInvalid("--since must be before now", "--since", "2999-01-01T00:00:00Z");
        assertInvalid("'ordres-db' is not in the log store; its targets are [orders-db]", "--target", "ordres-db");
        assertInvalid("--store-url must begin with jdbc:postgresql:", "--store-url", "postgres://me:secret@host/db");
        assertInvalid("no-such.yml", "--config", "no-such.yml");
    }

    private static void assertInvalid(String message, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(options));
        if (!arguments.contains("--store-url")) {
            arguments.addAll(List.of("--store-url", url(STORE)));
        }
        ProgramResult result = report(arguments.toArray(String[]::new));
        assertThat(result.code()).as(result.text()).isEqualTo(64);
        assertThat(result.text()).contains(message).doesNotContain("secret").doesNotContain("\tat ");
    }

    @Test
    void a_log_store_that_does_not_answer_exits_with_69_and_the_remedy() throws Exception {
        assertUnusable("Start guard, or set --store-url", "--store-port", "1");
        assertUnusable("The database has no log store of this version", "--store-url", url("empty_store"));
        assertUnusable(
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO \"stranger\"",
                "--store-url",
                url(STORE),
                "--store-user",
                "stranger");
    }

    private static void assertUnusable(String remedy, String... options) throws Exception {
        ProgramResult result = report(options);
        assertThat(result.code()).as(result.text()).isEqualTo(69);
        assertThat(result.text()).contains(remedy).doesNotContain("..").doesNotContain("\tat ");
    }

    private static String url(String database) {
        return SERVER.jdbcUrlWithoutUser(database);
    }

    private static PGSimpleDataSource source(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(SERVER.jdbcUrl(database));
        return source;
    }

    private static ProgramResult report(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("report"));
        arguments.addAll(List.of(options));
        try (ConnwardenProcess running = ConnwardenProcess.start(Map.of(), arguments)) {
            int code = running.awaitExit(60);
            return new ProgramResult(code, running.output());
        }
    }

    private record ProgramResult(int code, String text) {}
}
