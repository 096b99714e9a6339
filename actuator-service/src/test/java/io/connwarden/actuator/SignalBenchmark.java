package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static io.connwarden.actuator.ActuatorTestEnvironment.command;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.testing.SharedInfrastructure;
import io.connwarden.testing.TestSessions;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Measures the time in which 500 sessions are decided, signalled, ended and recorded. It is run manually and asserts
 * nothing.
 */
public final class SignalBenchmark {
    private static final int SESSIONS = 500;
    private static final int ROUNDS = 8;

    private static volatile long decidedOn;
    private static volatile long firstSignal;
    private static volatile long lastSignal;
    private static volatile long lastSearch;
    private static final AtomicInteger STATEMENTS = new AtomicInteger();
    private static final AtomicInteger SEARCHES = new AtomicInteger();

    private SignalBenchmark() {}

    public static void main(String[] arguments) {
        PostgresServerOptions options = PostgresServerOptions.standard().withMaxConnections(SESSIONS + 50);
        try (PostgresServer target = PostgresServer.start(options);
                PostgresServer store = PostgresServer.start(PostgresServerOptions.standard())) {
            ActuatorTestEnvironment.createRoles(target);
            try (ActuatorTestEnvironment environment = new ActuatorTestEnvironment(
                            SharedInfrastructure.kafka().bootstrapServers(), store);
                    ConfigurableApplicationContext actuator = ActuatorApplication.builder()
                            .sources(FaultInjectingConnections.class)
                            .run(environment
                                    .arguments("connwarden.targets[0].url=" + target.jdbcUrlWithoutUser("postgres"))
                                    .toArray(String[]::new))) {
                environment.execute(new CommandParameters.Status());
                for (int round = 1; round <= ROUNDS && actuator.isRunning(); round++) {
                    try (TestSessions leak = TestSessions.idle(
                            target.jdbcUrl("postgres"), SESSIONS, "leak", ActuatorTestEnvironment.APPLICATION_ROLE)) {
                        measure(environment, new JdbcTemplate(actuator.getBean(DataSource.class)), round);
                        System.out.println(leak.alive().size() + " sessions left");
                    }
                }
            }
        }
        System.exit(0);
    }

    private static void measure(ActuatorTestEnvironment environment, JdbcTemplate store, int round) {
        firstSignal = 0;
        STATEMENTS.set(0);
        SEARCHES.set(0);
        FaultInjectingConnections.afterSample = () -> decidedOn = System.nanoTime();
        FaultInjectingConnections.beforeSignal = chunk -> {
            firstSignal = firstSignal == 0 ? System.nanoTime() : firstSignal;
            STATEMENTS.incrementAndGet();
        };
        FaultInjectingConnections.afterSignal = chunk -> lastSignal = System.nanoTime();
        FaultInjectingConnections.beforeSearch = () -> {
            SEARCHES.incrementAndGet();
            lastSearch = System.nanoTime();
        };
        String id = environment.send(command(TARGET, new CommandParameters.Cleanup(0.000_1, 1000), false));
        await().atMost(Duration.ofMinutes(1))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> Objects.equals(
                        1,
                        store.queryForObject(
                                "SELECT count(*) FROM commands WHERE id = ? AND state = 'DONE'", Integer.class, id)));
        long recorded = System.nanoTime();
        System.out.println(String.format(
                Locale.ROOT,
                "round %d: %d sessions, %d terminated: decision and intent %.0f ms; %d statements %.0f ms; ended %.0f"
                        + " ms (%d searches); recorded %.0f ms; from first signal to record %.0f ms",
                round,
                SESSIONS,
                environment.awaitResult(id).terminatedCount(),
                millis(decidedOn, firstSignal),
                STATEMENTS.get(),
                millis(firstSignal, lastSignal),
                millis(lastSignal, lastSearch),
                SEARCHES.get(),
                millis(lastSearch, recorded),
                millis(firstSignal, recorded)));
    }

    private static double millis(long start, long end) {
        return (end - start) / 1e6;
    }
}
