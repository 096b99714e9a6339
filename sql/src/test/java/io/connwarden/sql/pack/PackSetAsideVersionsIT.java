package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.sql.VersionedServers;
import io.connwarden.testing.Backend;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.TestSessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Sessions on which a signal had no effect are set aside, as by guard G7 of the services. */
@ParameterizedClass
@MethodSource("io.connwarden.sql.VersionedServers#oldestMiddleAndNewest")
class PackSetAsideVersionsIT {
    private static final String OUTCOMES = """
            SELECT string_agg(session ->> 'outcome', ' ' ORDER BY position) AS answer
            FROM guard.terminate_idle_connections(0.0001, %d) AS done,
                 jsonb_array_elements(done.details -> 'sessions') WITH ORDINALITY AS each (session, position)""";

    @RegisterExtension
    final PackOnServer pack;

    private final String url;

    PackSetAsideVersionsIT(PostgresVersion version) {
        this.pack = new PackOnServer(VersionedServers.of(version));
        this.url = pack.url;
    }

    @Test
    void unresponsive_sessions_use_up_no_limit_meant_for_others_and_are_tried_again_last() {
        pack.set("survivors_per_application", "0");
        pack.set("wait_seconds", "0.2");
        try (TestSessions stopped = TestSessions.idle(url, 2, "stopped", "shop");
                TestSessions others = TestSessions.idle(url, 3, "others", "shop")) {
            pack.awaitIdleFor(0.05, 5);
            signal("STOP", stopped);
            try {
                assertThat(pack.queryValue(OUTCOMES.formatted(2))).isEqualTo("UNRESPONSIVE UNRESPONSIVE");
                assertThat(pack.queryValue(OUTCOMES.formatted(2))).isEqualTo("TERMINATED TERMINATED");
                assertThat(pack.query("SELECT spared ->> 'reason' AS reason FROM guard.connection_logs,"
                                + " jsonb_array_elements(details -> 'spared') AS spared ORDER BY id DESC LIMIT 3"))
                        .extracting(row -> row.get("reason"))
                        .filteredOn(reason -> reason.contains("(attempts: 1); tried again after"))
                        .hasSize(2);
                PackQueries.execute(
                        url, "UPDATE guard.connection_logs SET created_at = created_at - interval '2 minutes'");
                assertThat(pack.queryValue(OUTCOMES.formatted(3))).isEqualTo("TERMINATED UNRESPONSIVE UNRESPONSIVE");
                PackQueries.execute(
                        url, "UPDATE guard.connection_logs SET created_at = created_at - interval '90 seconds'");
                assertThat(pack.queryValue(OUTCOMES.formatted(3)))
                        .as("the second pause is 2 minutes")
                        .isNull();
                assertThat(others.alive()).isEmpty();
            } finally {
                signal("CONT", stopped);
            }
        }
    }

    private static void signal(String name, TestSessions sessions) {
        List<Integer> pids = sessions.backends().stream().map(Backend::pid).toList();
        try {
            for (int pid : pids) {
                new ProcessBuilder("kill", "-" + name, Integer.toString(pid))
                        .inheritIO()
                        .start()
                        .waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
