package io.connwarden.actuator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Effect;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.testing.TestSessions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A pool of a fixed size that replaces its terminated sessions, and a leak. */
class PoolRefillIT {
    private static final CommandParameters.Emergency EMERGENCY = new CommandParameters.Emergency();
    private static final int SIZE = 12;
    /** The maximum of one emergency in this environment. */
    private static final int TERMINATED = 10;

    @Test
    void a_pool_that_refills_is_spared_and_named_and_a_leak_is_not_spared() {
        try (ActuatorTestEnvironment environment = new ActuatorTestEnvironment();
                ConfigurableApplicationContext actuator =
                        environment.startActuator("connwarden.alerting.faults.check-interval=1s");
                TestSessions pool = ActuatorTestEnvironment.idleSessions(SIZE, "orders")) {
            assertThat(environment.execute(EMERGENCY).terminatedCount()).isEqualTo(TERMINATED);
            try (TestSessions refill = ActuatorTestEnvironment.idleSessions(TERMINATED, "orders")) {
                Result second = environment.execute(EMERGENCY);
                assertThat(second.effect()).isEqualTo(Effect.NONE);
                assertThat(second.sessions()).hasSize(SIZE).allSatisfy(session -> {
                    assertThat(session.outcome()).isEqualTo(SessionOutcome.SPARED);
                    assertThat(session.reason())
                            .contains("application 'orders' came back to 12 sessions after 10 of 12 were terminated")
                            .endsWith("its pool is too large (G7)");
                });
                environment.store.update("UPDATE intents SET created_at = created_at - interval '61 seconds'");
                assertThat(environment.execute(EMERGENCY).effect()).isEqualTo(Effect.NONE);
                assertThat(environment
                                .alerts
                                .awaitOne(alert ->
                                        alert.name().equals("PoolTooLarge") && alert.state() == AlertStatus.FIRING)
                                .data()
                                .description())
                        .startsWith("application 'orders' came back to 12 sessions after 10 of 12 were terminated at ");
                try (TestSessions leak = ActuatorTestEnvironment.idleSessions(3, "orders")) {
                    assertThat(environment.execute(EMERGENCY).terminatedCount()).isEqualTo(TERMINATED);
                    assertThat(leak.alive()).hasSize(3);
                }
                assertThat(refill.alive()).isNotEmpty();
            }
            assertThat(pool.alive()).isEmpty();
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    @Test
    void a_pool_with_a_name_of_its_own_for_each_session_is_spared_and_named_when_it_refills() {
        String owner = "user 'app' in database 'postgres' (nearly unique application names)";
        try (ActuatorTestEnvironment environment = new ActuatorTestEnvironment();
                ConfigurableApplicationContext actuator =
                        environment.startActuator("connwarden.alerting.faults.check-interval=1s");
                UniqueNames pool = UniqueNames.open(SIZE, 40_000)) {
            assertThat(environment.execute(EMERGENCY).terminatedCount()).isEqualTo(TERMINATED);
            try (UniqueNames refill = UniqueNames.open(TERMINATED, 50_000)) {
                Result second = environment.execute(EMERGENCY);
                assertThat(second.effect()).isEqualTo(Effect.NONE);
                assertThat(second.sessions())
                        .hasSize(SIZE)
                        .allSatisfy(session -> assertThat(session.reason())
                                .contains(owner + " came back to 12 sessions after 10 of 12 were terminated")
                                .endsWith("its pool is too large (G7)"));
                environment.store.update("UPDATE intents SET created_at = created_at - interval '61 seconds'");
                assertThat(environment.execute(EMERGENCY).effect()).isEqualTo(Effect.NONE);
                assertThat(environment
                                .alerts
                                .awaitOne(alert -> alert.name().equals("PoolTooLarge"))
                                .data()
                                .description())
                        .startsWith(owner + " came back to 12 sessions after 10 of 12 were terminated at ");
                assertThat(refill.sessions).allMatch(session -> session.alive().size() == 1);
            }
            assertThat(pool.sessions).hasSize(SIZE);
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    /** Sessions of one pool with the port of the client in each name. */
    private record UniqueNames(List<TestSessions> sessions) implements AutoCloseable {
        static UniqueNames open(int count, int firstPort) {
            return new UniqueNames(IntStream.range(firstPort, firstPort + count)
                    .mapToObj(port -> ActuatorTestEnvironment.idleSessions(1, "orders - 10.0.0.7:" + port))
                    .toList());
        }

        @Override
        public void close() {
            sessions.forEach(TestSessions::close);
        }
    }

    @Test
    void a_pool_that_refills_is_named_without_another_decision() {
        try (ActuatorTestEnvironment environment = new ActuatorTestEnvironment();
                ConfigurableApplicationContext actuator =
                        environment.startActuator("connwarden.alerting.faults.check-interval=1s");
                TestSessions pool = ActuatorTestEnvironment.idleSessions(SIZE, "orders")) {
            assertThat(environment.execute(EMERGENCY).terminatedCount()).isEqualTo(TERMINATED);
            try (TestSessions refill = ActuatorTestEnvironment.idleSessions(TERMINATED, "orders")) {
                environment.store.update("UPDATE intents SET created_at = created_at - interval '61 seconds'");
                // Any command lets the worker look again.
                environment.execute(new CommandParameters.Health());
                assertThat(environment
                                .alerts
                                .awaitOne(alert -> alert.name().equals("PoolTooLarge"))
                                .data()
                                .description())
                        .startsWith("application 'orders' came back to 12 sessions after ");
                assertThat(environment.store.queryForObject(
                                "SELECT count(*) FROM connection_logs WHERE event_type = 'RELIEF_MEASURED'",
                                Long.class))
                        .isOne();
                assertThat(refill.alive()).hasSize(TERMINATED);
            }
            assertThat(pool.alive()).hasSize(SIZE - TERMINATED);
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    @Test
    void a_pool_that_refills_itself_uses_up_no_budget_that_a_later_leak_on_the_full_server_needs() {
        int size = 44;
        // More sessions left of the young pool would be those of an application that grows.
        int terminated = 42;
        try (ActuatorTestEnvironment environment = new ActuatorTestEnvironment();
                ConfigurableApplicationContext actuator = environment.startActuator(
                        "connwarden.policy.budget.terminations-per-hour=" + 2 * terminated,
                        "connwarden.policy.emergency.max-idle-terminations=" + terminated,
                        "connwarden.policy.emergency.max-steps=1");
                RefillingPool pool = RefillingPool.start(size, "orders")) {
            pool.awaitFull();
            assertThat(environment.execute(EMERGENCY).terminatedCount()).isEqualTo(terminated);
            pool.awaitFull();
            for (int i = 0; i < 3; i++) {
                assertThat(environment.execute(EMERGENCY).terminatedCount()).isZero();
            }
            try (TestSessions leak = ActuatorTestEnvironment.idleSessions(TERMINATED, "leaky")) {
                Result later = environment.execute(EMERGENCY);
                assertThat(later.before().slotUtilizationPercentage()).isGreaterThan(97);
                assertThat(later.sessions())
                        .filteredOn(session -> session.outcome() == SessionOutcome.TERMINATED)
                        .hasSize(leak.size())
                        .extracting(SessionReport::application)
                        .containsOnly("leaky");
            }
            assertThat(actuator.isRunning()).isTrue();
        }
    }

    /** A pool of an application that replaces each session that ends. */
    private static final class RefillingPool implements AutoCloseable {
        private final int size;
        private final String application;
        /** One session, because a session for each count could take the last slot from the leak. */
        private final SingleConnectionDataSource server =
                new SingleConnectionDataSource(ActuatorTestEnvironment.targetUrl(), true);

        private final List<TestSessions> opened = new CopyOnWriteArrayList<>();
        private final ScheduledExecutorService refill = Executors.newSingleThreadScheduledExecutor();

        private RefillingPool(int size, String application) {
            this.size = size;
            this.application = application;
        }

        static RefillingPool start(int size, String application) {
            RefillingPool pool = new RefillingPool(size, application);
            var unused = pool.refill.scheduleWithFixedDelay(pool::refill, 0, 20, TimeUnit.MILLISECONDS);
            return pool;
        }

        private void refill() {
            int missing = size - count();
            if (missing > 0) {
                opened.add(ActuatorTestEnvironment.idleSessions(missing, application));
            }
        }

        private int count() {
            return Objects.requireNonNull(new JdbcTemplate(server)
                    .queryForObject(
                            "SELECT count(*) FROM pg_stat_activity WHERE application_name = ?",
                            Integer.class,
                            application));
        }

        void awaitFull() {
            await().atMost(ActuatorTestEnvironment.MAX_WAIT).until(() -> count() == size);
        }

        @Override
        public void close() {
            refill.shutdownNow();
            try {
                assertThat(refill.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            opened.forEach(TestSessions::close);
            server.destroy();
        }
    }
}
