package io.connwarden.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.standalone.ConnwardenProcess;
import io.connwarden.standalone.LeftoverProcesses;
import io.connwarden.testing.SharedInfrastructure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interrupts a drill while its command waits for a result: the target does not accept the session of the actuator. */
class DrillInterruptIT {
    private static final PostgresServer SERVER = SharedInfrastructure.postgres();
    private static final String DATABASE = "interrupted_drill";

    @BeforeAll
    static void createDatabase() throws SQLException {
        execute(
                SERVER.jdbcUrl("postgres"),
                "CREATE ROLE driller LOGIN",
                "GRANT pg_monitor, pg_signal_backend TO driller",
                "CREATE DATABASE " + DATABASE);
        execute(SERVER.jdbcUrl(DATABASE), """
                CREATE FUNCTION hold() RETURNS event_trigger LANGUAGE plpgsql AS $$
                BEGIN
                  IF current_setting('application_name') = 'connwarden-actuator' THEN
                    PERFORM pg_sleep(600);
                  END IF;
                END $$""", "CREATE EVENT TRIGGER hold ON login EXECUTE FUNCTION hold()");
    }

    @Test
    void ctrl_c_during_the_command_of_a_drill_prints_neither_a_finding_nor_an_exception(@TempDir Path data)
            throws Exception {
        List<String> arguments = List.of(
                "doctor",
                "--drill",
                "--url",
                SERVER.jdbcUrlWithoutUser(DATABASE),
                "--user",
                "driller",
                "--data-dir",
                data.toString());
        try (ConnwardenProcess doctor = ConnwardenProcess.start(Map.of(), arguments)) {
            doctor.awaitLine(line -> line.startsWith("Starting Kafka"));
            await("the session of the drill")
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(50))
                    .until(DrillInterruptIT::isSessionOfDrillOpen);
            int code = doctor.interrupt();
            assertThat(doctor.awaitExit(60)).isEqualTo(code);
            assertThat(doctor.output().lines())
                    .containsExactly(
                            "Starting Kafka, the log store and both services for the drill ...",
                            "",
                            "Stopping ...",
                            "Stopped. The data is kept.");
        }
        LeftoverProcesses.awaitNone(data);
    }

    private static boolean isSessionOfDrillOpen() throws SQLException {
        try (Connection connection = DriverManager.getConnection(SERVER.jdbcUrl("postgres"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1 FROM pg_stat_activity WHERE datname = '" + DATABASE
                        + "' AND application_name LIKE 'drill-%'")) {
            return rows.next();
        }
    }

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
