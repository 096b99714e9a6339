package io.connwarden.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.standalone.ConnwardenProcess;
import io.connwarden.standalone.LeftoverProcesses;
import io.connwarden.testing.TestSessions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs {@code doctor} on a server that requires passwords. */
class DoctorIT {
    private static final String SECRET = "open-sesame";
    private static final String WRONG = "open-barley";

    @TempDir
    static Path folder;

    private static PostgresServer server;

    @BeforeAll
    static void start() throws Exception {
        Path rules = Files.writeString(
                folder.resolve("pg_hba.conf"),
                "host all postgres,shop 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
        // The server runs as user postgres.
        assertThat(folder.toFile().setExecutable(true, false) && folder.toFile().setReadable(true, false))
                .isTrue();
        server = PostgresServer.start(PostgresServerOptions.standard()
                .withSetting("reserved_connections", "3")
                .withSetting("hba_file", rules.toString()));
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE guard LOGIN PASSWORD '" + SECRET + "' IN ROLE pg_monitor,"
                    + " pg_signal_backend, pg_use_reserved_connections");
            statement.execute("CREATE ROLE shop LOGIN");
            statement.execute("CREATE ROLE unprivileged LOGIN PASSWORD '" + SECRET + "'");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_role_with_all_rights_is_ready_and_exits_with_0() throws Exception {
        ProgramResult answer = doctor("guard", SECRET, "--id", "orders-db");
        assertThat(answer.code()).as(answer.text()).isZero();
        assertThat(answer.text())
                .startsWith("orders-db as role guard: READY")
                .contains("no pooler; the server answers directly")
                .doesNotContain("Required actions\n")
                .doesNotContain(SECRET);
    }

    @Test
    void a_role_without_rights_exits_with_2_and_the_missing_grants_are_printed() throws Exception {
        ProgramResult answer = doctor("unprivileged", SECRET);
        assertThat(answer.code()).as(answer.text()).isEqualTo(2);
        assertThat(answer.text())
                .contains(": NOT READY")
                .contains("  as a superuser:\n    GRANT pg_monitor TO \"unprivileged\";\n")
                .contains("    GRANT pg_signal_backend TO \"unprivileged\";\n")
                .contains("see docs/doctor.md");
    }

    @Test
    void json_output_contains_the_same_diagnosis() throws Exception {
        ProgramResult answer = doctor("unprivileged", SECRET, "--json", "--id", "orders-db");
        JsonNode json = JsonMapper.shared().readTree(answer.text());
        assertThat(answer.code()).isEqualTo(2);
        assertThat(json.get("exitCode").intValue()).isEqualTo(2);
        assertThat(json.get("target").stringValue()).isEqualTo("orders-db");
        assertThat(json.get("readiness").stringValue()).isEqualTo("NOT_READY");
        assertThat(json.get("provider").stringValue()).isEqualTo("PLAIN");
        assertThat(json.get("serverVersion").stringValue()).startsWith("18.");
        List<String> named = new ArrayList<>();
        json.get("checks")
                .forEach(check -> named.add(check.get("name").stringValue() + " "
                        + check.get("severity").stringValue()));
        assertThat(named).contains("connection OK", "pooler OK", "visibility ERROR", "reserved slots WARNING");
        assertThat(json.get("checks").findValuesAsString("action")).contains("GRANT pg_monitor TO \"unprivileged\";");
    }

    @Test
    void the_monitor_role_is_checked_for_monitoring_only() throws Exception {
        ProgramResult answer = doctor("guard", SECRET, "--monitor-only", "--json");
        assertThat(answer.code()).as(answer.text()).isZero();
        assertThat(answer.text())
                .contains("MONITOR")
                .contains("may terminate sessions, which monitoring does not need");
    }

    @Test
    void a_wrong_password_is_reported_and_never_printed() throws Exception {
        ProgramResult answer = doctor("guard", WRONG);
        assertThat(answer.code()).as(answer.text()).isEqualTo(2);
        assertThat(answer.text().replaceAll("\\s+", " "))
                .contains("password authentication failed for user \"guard\"")
                .contains("pg_hba.conf")
                .doesNotContain(WRONG)
                .doesNotContain("Exception");
    }

    @Test
    void a_missing_password_is_told_with_the_options_that_set_it() throws Exception {
        String url = server.jdbcUrlWithoutUser("postgres");
        assertPasswordAsked(2, run(Map.of(), "doctor", "--url", url, "--user", "guard"));
        assertPasswordAsked(3, run(Map.of(), "sample", "--url", url, "--user", "guard"));
        assertPasswordAsked(
                69, run(Map.of(), "guard", "--url", url, "--user", "guard", "--data-dir", folder + "/none"));
        assertPasswordAsked(2, doctor("unprivileged", SECRET, "--reserve-user", "guard"));
    }

    private static void assertPasswordAsked(int code, ProgramResult answer) {
        assertThat(answer.code()).as(answer.text()).isEqualTo(code);
        assertThat(answer.text().replaceAll("\\s+", " "))
                .contains("the server asks for a password and none was given")
                .containsIgnoringCase(
                        "set PGPASSWORD or --password-file (for the reserve role --reserve-password-file)");
    }

    @Test
    void an_unreachable_server_exits_with_2() throws Exception {
        ProgramResult unreachable =
                run(Map.of(), "doctor", "--url", "jdbc:postgresql://127.0.0.1:1/postgres", "--user", "u");
        assertThat(unreachable.code()).as(unreachable.text()).isEqualTo(2);
        assertThat(unreachable.text())
                .contains("ERROR")
                .contains("the server cannot be reached")
                .contains("listen_addresses");

        ProgramResult host =
                run(Map.of(), "doctor", "--url", "jdbc:postgresql://no-such-host.invalid/d", "--user", "u");
        assertThat(host.code()).as(host.text()).isEqualTo(2);
        assertThat(host.text().replaceAll("\\s+", " "))
                .contains("the name of its host cannot be resolved: no-such-host.invalid")
                .doesNotContain("Exception");
    }

    @Test
    void an_invalid_option_exits_with_64_and_is_named() throws Exception {
        ProgramResult url = run(Map.of(), "doctor", "--url", "mysql://me:x/" + SECRET + "@host/db");
        assertThat(url.code()).isEqualTo(64);
        assertThat(url.text()).contains("--url").doesNotContain(SECRET);
        for (String command : List.of("doctor", "sample", "guard", "install-sql")) {
            for (String user : List.of("me:" + SECRET, "me:x/" + SECRET, "me:x?" + SECRET)) {
                ProgramResult inUrl = run(Map.of(), command, "--url", "jdbc:postgresql://" + user + "@127.0.0.1:1/db");
                assertThat(inUrl.code()).as(command + ": " + inUrl.text()).isEqualTo(64);
                assertThat(inUrl.text()).contains("password").doesNotContain(SECRET);
            }
        }
        assertThat(doctor("guard", SECRET, "--config", "x.yml").code()).isEqualTo(64);
        assertThat(doctor("guard", SECRET, "--drill", "--monitor-only").text()).contains("exclude each other");
        ProgramResult reserve = doctor("guard", SECRET, "--reserve-password-file", "x");
        assertThat(reserve.code()).isEqualTo(64);
        assertThat(reserve.text()).contains("--reserve-user");
    }

    @Test
    void a_drill_terminates_its_own_session_and_no_other(@TempDir Path data) throws Exception {
        // With this configuration the actuator would terminate all sessions at once.
        Path eager = Files.writeString(data.resolve("eager.yml"), """
                connwarden:
                  thresholds: {zombie: 1s, long-idle: 1s, cleanup-zombies: 0}
                  policy:
                    survivors-per-application: 0
                    mode: act
                    modes: {r1: act, r2: act, r3: act, r4: act}
                    overrides: [{match: {users: ["*"]}, mode: act, zombie-cleanup: {idle-for: 1ms}}]
                    dry-run: true
                    include: {users: ["shop"], databases: ["orders"], client-addresses: ["10.0.0.0/8"]}
                    exclude: {users: ["g*"], applications: ["drill-*"], databases: ["post*"], client-addresses: ["127.0.0.0/8"]}
                    zombie-cleanup: {idle-for: 1s}
                  targets:
                    - {id: other, url: "jdbc:postgresql://other/db", user: u, policy: {dry-run: true,
                       include: {applications: ["shop"], users: ["shop"]}, exclude: {users: ["guard"]}}}
                """);
        try (TestSessions shop = TestSessions.idle(server.jdbcUrl("postgres"), 8, "shop", "shop")) {
            List<String> arguments = drill(data, "guard", "--config", eager.toString());
            ProgramResult answer = run(Map.of("PGPASSWORD", SECRET), arguments.toArray(String[]::new));
            assertThat(answer.code()).as(answer.text()).isZero();
            assertThat(answer.text())
                    .contains("a command over Kafka terminated a session opened for the drill")
                    .contains("terminated sessions: 1; no other session was signalled")
                    .doesNotContain(SECRET);
            assertThat(shop.alive()).hasSize(8);
        }
        LeftoverProcesses.awaitNone(data);
        assertThat(Files.readString(data.resolve("doctor/connwarden.log"))).doesNotContain(SECRET);
    }

    @Test
    void a_superuser_session_is_protected_even_in_a_drill(@TempDir Path data) throws Exception {
        List<String> arguments = drill(data, "postgres", "--json");
        ProgramResult answer = run(Map.of(), arguments.toArray(String[]::new));
        assertThat(answer.code()).as(answer.text()).isEqualTo(1);
        JsonNode checks = JsonMapper.shared().readTree(answer.text()).get("checks");
        JsonNode drill = checks.get(checks.size() - 1);
        assertThat(drill.get("name").stringValue()).isEqualTo("drill");
        assertThat(drill.get("reason").stringValue()).contains("PROTECTED", "superuser");
    }

    @Test
    void the_diagnosis_is_printed_even_if_the_drill_cannot_start(@TempDir Path data) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<String> arguments = drill(data, "guard", "--json", "--kafka-port=" + taken.getLocalPort());
            arguments.remove("--kafka-port=0");
            ProgramResult answer = run(Map.of("PGPASSWORD", SECRET), arguments.toArray(String[]::new));
            assertThat(answer.code()).as(answer.text()).isEqualTo(2);
            JsonNode json = JsonMapper.shared().readTree(answer.text());
            assertThat(json.get("exitCode").intValue()).isEqualTo(2);
            JsonNode checks = json.get("checks");
            assertThat(checks.get(0).get("name").stringValue()).isEqualTo("connection");
            assertThat(checks.get(checks.size() - 1).get("reason").stringValue())
                    .startsWith("skipped: start failed: ")
                    .contains(Integer.toString(taken.getLocalPort()), "--kafka-port");
        }
        LeftoverProcesses.awaitNone(data);
    }

    @Test
    void a_drill_uses_free_ports_by_default() {
        CommandLine doctor = new CommandLine(new DoctorCommand());
        for (String port : List.of("--kafka-port", "--store-port", "--http-port")) {
            assertThat(doctor.getCommandSpec().findOption(port).defaultValueString())
                    .isEqualTo("0");
        }
        doctor.parseArgs("--url", "x", "--kafka-port", "29092");
        assertThat((Integer) doctor.getCommandSpec().findOption("--kafka-port").getValue())
                .isEqualTo(29092);
        assertThat((Integer) doctor.getCommandSpec().findOption("--store-port").getValue())
                .isZero();
    }

    private static List<String> drill(Path data, String role, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "doctor",
                "--url",
                server.jdbcUrlWithoutUser("postgres"),
                "--user",
                role,
                "--drill",
                "--kafka-port=0",
                "--store-port=0",
                "--http-port=0",
                "--data-dir",
                data.toString()));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private static ProgramResult doctor(String user, String password, String... more) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("doctor", "--url", server.jdbcUrlWithoutUser("postgres"), "--user", user));
        arguments.addAll(List.of(more));
        return run(Map.of("PGPASSWORD", password), arguments.toArray(String[]::new));
    }

    private static ProgramResult run(Map<String, String> environment, String... arguments) throws Exception {
        try (ConnwardenProcess running = ConnwardenProcess.start(environment, List.of(arguments))) {
            int code = running.awaitExit(120);
            return new ProgramResult(code, running.output());
        }
    }

    private record ProgramResult(int code, String text) {}
}
