package io.connwarden.actuator;

import io.connwarden.actuator.intake.WorkNotifier;
import io.connwarden.actuator.outbox.RecordSender;
import io.connwarden.sql.store.Outbox.OutboxRecord;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/**
 * An actuator that kills its own process with SIGKILL at a given point of the flow. The points are at the interfaces
 * between the parts, so production code needs no hooks.
 */
public final class CrashingActuator {
    /** The point at which the process dies. */
    public enum CrashPoint {
        AFTER_ACCEPT,
        AFTER_INTENT,
        AFTER_SIGNALLING_HALF,
        AFTER_OUTCOME,
        AFTER_PUBLISH
    }

    private static final String CRASH_POINT = "crash.gap";
    /** Half of the signals that the test expects. */
    static final int HALF_OF_THE_SIGNALS = 3;

    private CrashingActuator() {}

    public static void main(String[] arguments) {
        FaultInjectingConnections.beforeSignal = sessions -> crashAt(CrashPoint.AFTER_INTENT);
        if (isCrashPoint(CrashPoint.AFTER_SIGNALLING_HALF)) {
            FaultInjectingConnections.reached = sessions -> sessions.subList(0, HALF_OF_THE_SIGNALS);
        }
        FaultInjectingConnections.afterSignal = sessions -> crashAt(CrashPoint.AFTER_SIGNALLING_HALF);
        ActuatorApplication.builder().sources(CrashPointWiring.class).run(arguments);
    }

    /** Returns the JVM arguments that select the crash point. */
    static String[] jvmArguments(CrashPoint crashPoint) {
        return new String[] {"-D" + CRASH_POINT + "=" + crashPoint};
    }

    private static void crashAt(CrashPoint crashPoint) {
        if (isCrashPoint(crashPoint)) {
            killThisProcess();
        }
    }

    private static boolean isCrashPoint(CrashPoint crashPoint) {
        return crashPoint == CrashPoint.valueOf(System.getProperty(CRASH_POINT));
    }

    private static void killThisProcess() {
        try {
            new ProcessBuilder(
                            "kill",
                            "-KILL",
                            Long.toString(ProcessHandle.current().pid()))
                    .start();
            // Blocks this thread until the process is gone.
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
        RecordSender crashingRecordSender(@Qualifier("recordSender") RecordSender real) {
            return (OutboxRecord record) -> {
                crashAt(CrashPoint.AFTER_OUTCOME);
                return real.send(record).thenRun(() -> crashAt(CrashPoint.AFTER_PUBLISH));
            };
        }
    }
}
