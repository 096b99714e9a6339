package io.connwarden.actuator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.connection.PostgresEmergencyConnections;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.sql.store.ReserveLease;
import io.connwarden.sql.target.Credentials;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.testing.ConnectionLeak;
import io.connwarden.testing.SharedInfrastructure;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The reserved slots of a full server, shared by three actuators with a superuser as the reserve role. */
class ReservedSlotIT {
    private static final String TARGET = "orders";
    private static final String RESERVE_ROLE = "postgres";
    private static final int INSTANCES = 3;
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final PostgresServer server = PostgresServer.start(
            PostgresServerOptions.standard().withMaxConnections(12).withSetting("superuser_reserved_connections", "3"));
    private final List<PostgresEmergencyConnections> instances = new ArrayList<>();
    private JdbcTemplate store;

    @BeforeEach
    void createRolesAndStore() {
        ActuatorTestEnvironment.createRoles(server);
        DataSource dataSource = createStore();
        store = new JdbcTemplate(dataSource);
        for (int i = 1; i <= INSTANCES; i++) {
            instances.add(new PostgresEmergencyConnections(
                    targets(),
                    Clock.systemUTC(),
                    new ReserveLease(dataSource, "instance-" + i, Duration.ofSeconds(40))));
        }
    }

    /** Creates the log store on another server, because its sessions would need slots. */
    private static DataSource createStore() {
        PostgresServer shared = SharedInfrastructure.postgres();
        String database = "reserve_" + COUNTER.incrementAndGet();
        ActuatorTestEnvironment.jdbc(shared.jdbcUrl("postgres")).execute("CREATE DATABASE " + database);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(shared.jdbcUrl(database));
        Flyway.configure().dataSource(source).load().migrate();
        return source;
    }

    @AfterEach
    void close() {
        instances.forEach(PostgresEmergencyConnections::close);
        server.close();
    }

    @Test
    void one_instance_at_a_time_occupies_a_reserved_slot_and_none_after_relief() {
        try (ConnectionLeak leak = leak()) {
            leak.awaitFullServer();
            instances.forEach(PostgresEmergencyConnections::open);
            PostgresEmergencyConnections holder = awaitHolder();
            assertThat(holder.state(TARGET)).isEqualTo("open in a reserved slot");
            assertThat(holder.connectionTo(TARGET).sample().sessions()).isNotEmpty();
            String waiting = "waiting for a reserved slot: instance instance-" + (instances.indexOf(holder) + 1)
                    + " occupies a reserved slot";
            assertThat(instances)
                    .filteredOn(instance -> instance != holder)
                    .allSatisfy(instance -> await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                            .untilAsserted(() -> assertThat(instance.state(TARGET))
                                    .startsWith("closed: no connection slot is left for this role")
                                    .endsWith(waiting)));
            // This query is the session of an administrator.
            assertThat(rolesOfActuators()).containsExactly(RESERVE_ROLE);
        }
        await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                .untilAsserted(() -> assertThat(rolesOfActuators())
                        .hasSize(INSTANCES)
                        .containsOnly(ActuatorTestEnvironment.ACTUATOR_ROLE));
        await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                .untilAsserted(() -> assertThat(store.queryForList("SELECT * FROM reserve_leases"))
                        .isEmpty());
    }

    @Test
    void another_instance_occupies_the_reserved_slot_when_the_first_ends() {
        try (ConnectionLeak leak = leak()) {
            leak.awaitFullServer();
            instances.forEach(PostgresEmergencyConnections::open);
            PostgresEmergencyConnections first = awaitHolder();
            first.close();
            assertThat(awaitHolder()).isNotSameAs(first);
            await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                    .untilAsserted(() -> assertThat(rolesOfActuators()).containsExactly(RESERVE_ROLE));
        }
    }

    private PostgresEmergencyConnections awaitHolder() {
        return await().atMost(ActuatorTestEnvironment.MAX_WAIT)
                .until(this::openInstances, open -> open.size() == 1)
                .get(0);
    }

    private List<PostgresEmergencyConnections> openInstances() {
        return instances.stream().filter(instance -> instance.isOpen(TARGET)).toList();
    }

    private ConnectionLeak leak() {
        return ConnectionLeak.start(
                server.jdbcUrlWithoutUser("postgres") + "?user=" + ActuatorTestEnvironment.APPLICATION_ROLE);
    }

    private List<String> rolesOfActuators() {
        return ActuatorTestEnvironment.jdbc(server.jdbcUrl("postgres"))
                .queryForList(
                        "SELECT usename::text FROM pg_stat_activity WHERE application_name = 'connwarden-actuator'",
                        String.class);
    }

    private Targets targets() {
        TargetSettings settings = TargetSettings.of(
                        TARGET,
                        server.jdbcUrlWithoutUser("postgres"),
                        new Credentials(ActuatorTestEnvironment.ACTUATOR_ROLE, null, null))
                .withReserveCredentials(new Credentials(RESERVE_ROLE, null, null));
        return new Targets(List.of(new TargetConfiguration(settings, Thresholds.defaults(), Policy.defaults())));
    }
}
