package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The growth of the log store is bounded, also if health events are hostile or a maintenance step fails. */
class BoundedGrowthIT {
    private static final ConditionFactory AWAIT = await().atMost(ActuatorTestEnvironment.MAX_WAIT);

    private static ActuatorTestEnvironment environment;
    private static ConfigurableApplicationContext actuator;

    @BeforeAll
    static void start() {
        environment = new ActuatorTestEnvironment();
        actuator = environment.startActuator("connwarden.actuator.maintenance-interval=1s");
        environment.execute(new CommandParameters.Status());
    }

    @AfterAll
    static void stop() {
        actuator.close();
        environment.close();
    }

    @Test
    void old_records_are_deleted_although_the_partitions_cannot_be_maintained() {
        environment.store.execute(
                "ALTER FUNCTION connection_logs_roll_partitions(integer, interval) RENAME TO moved_away");
        storeOldRecordAndAwaitItsDeletion();
        // The run that deleted the first record may have begun before the function was renamed.
        storeOldRecordAndAwaitItsDeletion();
    }

    private static void storeOldRecordAndAwaitItsDeletion() {
        environment.store.update("INSERT INTO outbox (topic, key, headers, value, sent_at)"
                + " SELECT topic, key, headers, value, now() - interval '40 days' FROM outbox LIMIT 1");
        AWAIT.until(() -> Objects.equals(
                0,
                environment.store.queryForObject(
                        "SELECT count(*) FROM outbox WHERE sent_at < now() - interval '39 days'", Integer.class)));
    }

    @Test
    void health_events_of_unknown_targets_are_counted_and_not_stored() {
        environment.send(environment.topics.health(), HealthEvents.of("nowhere", HealthStatus.HEALTHY, now()));
        AWAIT.until(() -> actuator.getBean(MeterRegistry.class)
                        .counter("connwarden.actuator.health.events.unknown")
                        .count()
                == 1);
        // The transaction of the event has ended when an event behind it is stored.
        Event<Health> next = HealthEvents.of(HealthStatus.HEALTHY, now());
        environment.send(environment.topics.health(), next);
        AWAIT.until(() -> Objects.equals(
                1,
                environment.store.queryForObject(
                        "SELECT count(*) FROM connection_logs WHERE event_id = ?",
                        Integer.class,
                        next.id().id())));
        assertThat(environment.store.queryForObject(
                        "SELECT count(*) FROM connection_logs WHERE target = 'nowhere'", Integer.class))
                .isZero();
    }
}
