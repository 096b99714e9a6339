package io.connwarden.sql.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.sql.VersionedServers;
import io.connwarden.sql.target.ConnectFailure.Kind;
import io.connwarden.sql.target.TargetQueries.RunningQuery;
import io.connwarden.testing.PostgresVersion;
import io.connwarden.testing.TestSessions;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server on which privileges on the catalog are revoked from PUBLIC, object by object. */
class ClosedCatalogVersionsIT {
    private static final Pattern OBJECT = Pattern.compile("(?<!::)pg_catalog\\.([a-z_0-9]+)");
    private static final Pattern GRANT = Pattern.compile("GRANT [^;]+;");
    /** The statements that find the missing privileges; they are needed only after a failure. */
    private static final Set<TargetStatement> DIAGNOSIS =
            EnumSet.of(TargetStatement.MISSING_SELECT, TargetStatement.MISSING_EXECUTE);

    /** They have a variant for each type, and no known script for hardening closes them. */
    private static final Set<String> AGGREGATES = Set.of("count", "max", "min", "sum");

    private PostgresServer server;

    @ParameterizedTest
    @MethodSource("io.connwarden.sql.VersionedServers#oldestAndNewest")
    void each_closed_object_is_named_with_the_grant_that_opens_it(PostgresVersion version) {
        server = Roles.createOn(VersionedServers.of(version));
        try (TestSessions sessions = TestSessions.idle(server.jdbcUrl("postgres"), 1, "dba")) {
            SessionId other = WatchedServer.ids(sessions).get(0);
            for (String object : usedObjects()) {
                close(object);
                try {
                    Set<String> grants = grantsInFailures(object, other);
                    assertThat(grants)
                            .as("grants for " + object)
                            .isNotEmpty()
                            .allMatch(grant -> grant.contains(object));
                    grants.forEach(grant -> Roles.execute(server, grant));
                    assertThat(grantsInFailures(object, other))
                            .as("after the grants for " + object)
                            .isEmpty();
                } finally {
                    open(object);
                }
            }
        }
    }

    @Test
    void closed_views_of_sessions_and_settings_do_not_stop_the_monitor() {
        server = Roles.createOn(
                VersionedServers.of(VersionedServers.oldestAndNewest().get(1)));
        List<String> closed = List.of("pg_user", "pg_stat_activity", "pg_settings");
        closed.forEach(this::close);
        try {
            TargetQueries queries = new TargetQueries(unpooled(Roles.MONITOR));
            assertThat(queries.backendCount()).isPositive();
            assertThat(queries.observe("t", Thresholds.defaults(), 10).topApplications())
                    .anyMatch(usage -> Roles.MONITOR.equals(usage.user()));
        } finally {
            closed.forEach(this::open);
        }
    }

    @Test
    void sessions_are_read_with_the_names_of_their_databases_although_the_list_of_databases_is_closed() {
        server = Roles.createOn(
                VersionedServers.of(VersionedServers.oldestAndNewest().get(1)));
        close("pg_database");
        try {
            assertThat(new TargetQueries(unpooled(Roles.MONITOR)).sessions())
                    .isNotEmpty()
                    .allMatch(row -> row.database() != null);
        } finally {
            open("pg_database");
        }
    }

    /** The objects in the statements of the services, and the functions behind two of the views. */
    private static Set<String> usedObjects() {
        return Stream.concat(
                        EnumSet.complementOf(EnumSet.copyOf(DIAGNOSIS)).stream()
                                .flatMap(statement -> OBJECT.matcher(
                                                statement.sql().replaceAll("--.*", ""))
                                        .results()
                                        .map(match -> match.group(1))),
                        Stream.of("pg_lock_status", "pg_stat_get_db_numbackends"))
                .filter(object -> !AGGREGATES.contains(object))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the grants in the failures of all statements; each failure names at least one. */
    private Set<String> grantsInFailures(String object, SessionId other) {
        // One session for all statements, because a new session costs more than its statements.
        try (HeldSession session = TargetConnections.open(settings(Roles.ACTUATOR), WatchedServer.APPLICATION_NAME)) {
            return grantsInFailures(object, other, new TargetQueries(session), new SignalSender(session));
        }
    }

    private static Set<String> grantsInFailures(
            String object, SessionId other, TargetQueries queries, SignalSender signals) {
        return Stream.<Runnable>of(
                        queries::backendCount,
                        queries::visibility,
                        queries::sessions,
                        () -> queries.sample("t", Thresholds.defaults(), 10),
                        () -> queries.existing(List.of(other)),
                        () -> queries.stillRunning(List.of(new RunningQuery(other, null))),
                        () -> WatchedServer.signal(signals, SignalKind.TERMINATE, other, "idle", null, null),
                        () -> WatchedServer.signal(signals, SignalKind.CANCEL, other, "idle", null, null))
                .map(query -> grantsInFailure(object, query))
                .flatMap(Collection::stream)
                .collect(Collectors.toSet());
    }

    private static List<String> grantsInFailure(String object, Runnable query) {
        try {
            query.run();
            return List.of();
        } catch (TargetException e) {
            assertThat(e.failure().kind()).as(object + ": " + e.getMessage()).isEqualTo(Kind.PRIVILEGE);
            List<String> grants = GRANT.matcher(e.getMessage())
                    .results()
                    .map(grant -> grant.group())
                    .toList();
            assertThat(grants)
                    .as(e.getMessage())
                    .isNotEmpty()
                    .allMatch(grant -> grant.endsWith(" TO \"" + Roles.ACTUATOR + "\";"));
            return grants;
        }
    }

    private DataSource unpooled(String role) {
        return TargetConnections.unpooled(settings(role), WatchedServer.APPLICATION_NAME);
    }

    private TargetSettings settings(String role) {
        return TargetSettings.of("t", server.jdbcUrlWithoutUser("postgres"), role, null);
    }

    private void close(String object) {
        change("REVOKE %s FROM PUBLIC", object);
    }

    private void open(String object) {
        change("GRANT %s TO PUBLIC", object);
        change("REVOKE %s FROM " + Roles.ACTUATOR, object);
    }

    /** Changes the privilege on a relation or on all functions of a name. */
    private void change(String statement, String object) {
        Roles.execute(server, """
            DO $$ DECLARE changed text; BEGIN
            FOR changed IN SELECT format('%2$s', 'SELECT ON pg_catalog.' || relname) FROM pg_class
                WHERE relname = '%1$s' AND relnamespace = 'pg_catalog'::regnamespace
                UNION ALL SELECT format('%2$s', 'EXECUTE ON FUNCTION ' || oid::regprocedure) FROM pg_proc
                WHERE proname = '%1$s' AND pronamespace = 'pg_catalog'::regnamespace
            LOOP EXECUTE changed; END LOOP; END $$
            """.formatted(object, statement));
    }
}
