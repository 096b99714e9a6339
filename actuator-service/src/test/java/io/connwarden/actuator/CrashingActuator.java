package io.connwarden.actuator;

import io.connwarden.actuator.intake.WorkNotifier;
import io.connwarden.actuator.outbox.RecordSender;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.store.OutboxRecord;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/**
 * The actuator as it is, with a thread that kills the process (SIGKILL) when it passes a named gap of the flow. The gaps
 * lie where the flow's own parts meet, so nothing of the product knows of this.
 */
public final class CrashingActuator {
    /** Where the process dies. */
    public enum CrashPoint {
        AFTER_ACCEPT,
        AFTER_INTENT,
        AFTER_SIGNALLING_HALF,
        AFTER_OUTCOME,
        AFTER_PUBLISH
    }

    private static final String CRASH_POINT = "crash.gap";
    /** How many signals are half of the test's list. */
    static final int HALF_OF_THE_SIGNALS = 3;

    private CrashingActuator() {}

    public static void main(String[] arguments) {
        AtomicInteger signals = new AtomicInteger();
        FaultInjectingConnections.beforeSignal = (SessionId session) -> crashAt(CrashPoint.AFTER_INTENT);
        FaultInjectingConnections.afterSignal = (SessionId session) -> {
            if (signals.incrementAndGet() == HALF_OF_THE_SIGNALS) {
                crashAt(CrashPoint.AFTER_SIGNALLING_HALF);
            }
        };
        ActuatorApplication.builder().sources(CrashPointWiring.class).run(arguments);
    }

    /** The arguments of {@code java} before the actuator's own. */
    static String[] jvmArguments(CrashPoint crashPoint) {
        return new String[] {"-D" + CRASH_POINT + "=" + crashPoint};
    }

    private static void crashAt(CrashPoint crashPoint) {
        if (crashPoint == CrashPoint.valueOf(System.getProperty(CRASH_POINT))) {
            killThisProcess();
        }
    }

    private static void killThisProcess() {
        try {
            new ProcessBuilder(
                            "kill",
                            "-KILL",
                            Long.toString(ProcessHandle.current().pid()))
                    .start();
            // This thread does not take one step more.
            new CountDownLatch(1).await();
        } catch (IOException | InterruptedException e) {
            Runtime.getRuntime().halt(1);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(FaultInjectingConnections.class)
    static class CrashPointWiring {

        @Bean
        @Primary
        WorkNotifier crashingWorkNotifier(@Qualifier("workers") WorkNotifier workers) {
            return target -> {
                crashAt(CrashPoint.AFTER_ACCEPT);
                workers.notifyWork(target);
            };
        }

        @Bean
        @Primary
        RecordSender crashingRecordSender(@Qualifier("brokers") RecordSender real) {
            return (OutboxRecord record) -> {
                crashAt(CrashPoint.AFTER_OUTCOME);
                return real.send(record).thenRun(() -> crashAt(CrashPoint.AFTER_PUBLISH));
            };
        }
    }
}
