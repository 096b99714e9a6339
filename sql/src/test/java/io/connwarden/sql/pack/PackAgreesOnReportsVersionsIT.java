package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.sql.VersionedServers;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.reports.OpenedSessions;
import io.connwarden.testing.reports.ReportedSituation;
import io.connwarden.testing.reports.SessionFate;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pack ends the sessions of reported situations as expected, on versions 13, 15 and 18. A test of the actuator
 * expects the same of the services.
 */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#oldestMiddleAndNewest")
class PackAgreesOnReportsVersionsIT {
    private static final String EMERGENCY = """
            SELECT session ->> 'application' AS application, session ->> 'outcome' AS outcome
            FROM guard.emergency_connection_reset() AS step, jsonb_array_elements(details -> 'sessions') AS session""";

    @RegisterExtension
    final PackOnServer pack;

    PackAgreesOnReportsVersionsIT(PostgresVersion version) {
        this.pack = new PackOnServer(VersionedServers.of(version));
    }

    @BeforeEach
    void removeThresholds() {
        for (String setting : new String[] {
            "emergency_idle_minutes", "stuck_transaction_minutes", "stuck_idle_minutes", "emergency_active_seconds"
        }) {
            pack.set(setting, "0.001");
        }
        pack.set("survivors_per_application", "0");
        pack.set("emergency_max_stuck_transactions", "20");
        pack.set("wait_seconds", "60");
    }

    @ParameterizedTest
    @MethodSource("io.connwarden.testing.reports.ReportedSituation#all")
    void an_emergency_ends_the_sessions_that_the_situation_demands(ReportedSituation situation) throws SQLException {
        Map<String, SessionFate> fates = new TreeMap<>();
        situation.expected().keySet().forEach(application -> fates.put(application, SessionFate.LEFT_ALONE));
        try (OpenedSessions sessions = OpenedSessions.of(situation, pack.server)) {
            assertThat(sessions.pids()).isNotEmpty();
            pack.query(EMERGENCY)
                    .forEach(
                            report -> fates.put(report.get("application"), SessionFate.valueOf(report.get("outcome"))));
        }
        assertThat(fates).isEqualTo(new TreeMap<>(situation.expected()));
    }
}
