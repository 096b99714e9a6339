package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.sql.VersionedServers;
import io.connwarden.sql.pack.PackQueries.ServerErrorException;
import io.connwarden.testing.PostgresVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The errors for invalid arguments and settings name the value and the allowed range. */
class PackBadInputIT {
    private static final List<String> BAD_ARGUMENTS = List.of(
            "0, 10",
            "-1, 10",
            "NULL, 10",
            "525601, 10",
            "1e300, 10",
            "'NaN', 10",
            "'Infinity', 10",
            "'-Infinity', 10",
            "15, 0",
            "15, -1",
            "15, NULL",
            "15, 1001",
            "15, 1e300",
            "15, 99999999999",
            "15, 1.5",
            "15, 'NaN'",
            "15, 'Infinity'");

    private static final List<Map.Entry<String, String>> BAD_SETTINGS = List.of(
            Map.entry("zombie_minutes", "0"),
            Map.entry("zombie_minutes", "-5"),
            Map.entry("zombie_minutes", "\"15\""),
            Map.entry("zombie_minutes", "null"),
            Map.entry("zombie_minutes", "1e300"),
            Map.entry("cleanup_zombies", "1.5"),
            Map.entry("critical_slot_utilization", "101"),
            Map.entry("warning_slot_utilization", "90.1"),
            Map.entry("cleanup_zombies", "21"),
            Map.entry("protected_users", "\"app\""),
            Map.entry("protected_users", "[1]"),
            Map.entry("protected_users", "[\"a\\\\\"]"),
            Map.entry("protected_client_addresses", "[\"somewhere\"]"));

    @ParameterizedTest
    @MethodSource("io.connwarden.sql.VersionedServers#oldestAndNewest")
    void arguments_out_of_range_are_rejected_with_the_allowed_range(PostgresVersion version) {
        try (PackOnServer pack = PackOnServer.install(VersionedServers.of(version))) {
            for (String arguments : BAD_ARGUMENTS) {
                assertThatThrownBy(() -> pack.query("SELECT guard.terminate_idle_connections(" + arguments + ")"))
                        .as(arguments)
                        .isInstanceOf(ServerErrorException.class)
                        .hasMessageMatching(
                                "(?s).*(greater than 0 and at most 525600|whole number from 1 to 1000).*, was .*");
            }
            assertThat(pack.query("SELECT FROM guard.connection_logs")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.connwarden.sql.VersionedServers#oldestAndNewest")
    void settings_out_of_range_or_misspelt_are_rejected_and_named(PostgresVersion version) {
        try (PackOnServer pack = PackOnServer.install(VersionedServers.of(version))) {
            for (Map.Entry<String, String> setting : BAD_SETTINGS) {
                assertThatThrownBy(() -> pack.set(setting.getKey(), setting.getValue()))
                        .as(setting.toString())
                        .isInstanceOf(ServerErrorException.class)
                        .hasMessageContaining("setting " + setting.getKey());
            }
            assertThatThrownBy(() -> PackQueries.execute(
                            pack.url, "INSERT INTO guard.settings VALUES ('protected_user', '[]', 'misspelt')"))
                    .hasMessageContaining("unknown setting 'protected_user'")
                    .hasMessageContaining("protected_users");
        }
    }
}
