package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static io.connwarden.actuator.ActuatorTestEnvironment.command;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.intake.WorkNotifier;
import io.connwarden.actuator.outbox.RecordSender;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.sql.store.Outbox.OutboxRecord;
import io.connwarden.testing.TestSessions;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** One error, such as a NoClassDefFoundError, in each kind of thread of the actuator. No thread ends with it. */
class ThreadErrorIT {
    private static final AtomicBoolean FAIL_SENDER = new AtomicBoolean();
    private static final AtomicBoolean FAIL_CONSUMER = new AtomicBoolean();

    private ActuatorTestEnvironment environment;
    private ConfigurableApplicationContext actuator;

    @BeforeEach
    void start() {
        environment = new ActuatorTestEnvironment();
        actuator = ActuatorApplication.builder()
                .sources(FaultyThreads.class)
                .run(environment.arguments().toArray(String[]::new));
        environment.execute(new CommandParameters.Status());
    }

    @AfterEach
    void stop() {
        FaultInjectingConnections.reset();
        FAIL_SENDER.set(false);
        FAIL_CONSUMER.set(false);
        actuator.close();
        environment.close();
    }

    @Test
    void after_an_error_of_a_worker_its_command_and_the_next_command_are_executed() {
        AtomicBoolean fail = new AtomicBoolean(true);
        FaultInjectingConnections.beforeSignal = sessions -> throwOnce(fail);
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(2, "error")) {
            String first = environment.send(command(TARGET, new CommandParameters.Cleanup(0.000_1, 2), false));
            assertThat(environment.awaitResult(first).terminatedCount()).isEqualTo(2);
            assertThat(sessions.alive()).isEmpty();
            assertThat(environment.execute(new CommandParameters.Monitor()).outcome())
                    .isEqualTo(CommandOutcome.COMPLETED);
        }
        assertThat(fail).as("the error was thrown").isFalse();
    }

    @Test
    void after_an_error_of_the_relay_the_result_is_published() {
        FAIL_SENDER.set(true);
        assertThat(environment.execute(new CommandParameters.Status()).outcome())
                .isEqualTo(CommandOutcome.COMPLETED);
        assertThat(FAIL_SENDER).as("the error was thrown").isFalse();
    }

    @Test
    void after_an_error_of_a_consumer_the_next_command_is_read() {
        FAIL_CONSUMER.set(true);
        assertThat(environment.execute(new CommandParameters.Monitor()).outcome())
                .isEqualTo(CommandOutcome.COMPLETED);
        assertThat(environment.execute(new CommandParameters.Status()).outcome())
                .isEqualTo(CommandOutcome.COMPLETED);
        assertThat(FAIL_CONSUMER).as("the error was thrown").isFalse();
    }

    @Test
    void a_consumer_that_has_stopped_by_itself_is_started_again() {
        ConcurrentMessageListenerContainer<?, ?> container =
                actuator.getBean("commandContainer", ConcurrentMessageListenerContainer.class);
        container.stopAbnormally(() -> {});
        assertThat(environment.execute(new CommandParameters.Status()).outcome())
                .isEqualTo(CommandOutcome.COMPLETED);
    }

    private static void throwOnce(AtomicBoolean armed) {
        if (armed.getAndSet(false)) {
            throw new NoClassDefFoundError("planted");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(FaultInjectingConnections.class)
    static class FaultyThreads {

        @Bean
        @Primary
        RecordSender faultySender(@Qualifier("recordSender") RecordSender real) {
            return (OutboxRecord record) -> {
                throwOnce(FAIL_SENDER);
                return real.send(record);
            };
        }

        /** The notifier is called by the thread of the consumer. */
        @Bean
        @Primary
        WorkNotifier faultyNotifier(@Qualifier("workers") WorkNotifier workers) {
            return target -> {
                if (Thread.currentThread().getName().contains("commandContainer")) {
                    throwOnce(FAIL_CONSUMER);
                }
                workers.notifyWork(target);
            };
        }
    }
}
