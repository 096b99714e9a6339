package io.connwarden.actuator;

import io.connwarden.actuator.acceptance.WorkBell;
import io.connwarden.actuator.outbox.Brokers;
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
    public enum Gap {
        AFTER_ACCEPT,
        AFTER_INTENT,
        AFTER_SIGNALLING_HALF,
        AFTER_OUTCOME,
        AFTER_PUBLISH
    }

    private static final String GAP = "crash.gap";
    /** How many signals are half of the test's list. */
    static final int HALF = 3;

    private CrashingActuator() {}

    public static void main(String[] arguments) {
        AtomicInteger signals = new AtomicInteger();
        InterposedLanes.beforeSignal = (SessionId session) -> reached(Gap.AFTER_INTENT);
        InterposedLanes.afterSignal = (SessionId session) -> {
            if (signals.incrementAndGet() == HALF) {
                reached(Gap.AFTER_SIGNALLING_HALF);
            }
        };
        ActuatorApplication.builder().sources(Gaps.class).run(arguments);
    }

    /** The arguments of {@code java} before the actuator's own. */
    static String[] dyingAt(Gap gap) {
        return new String[] {"-D" + GAP + "=" + gap};
    }

    private static void reached(Gap gap) {
        if (gap == Gap.valueOf(System.getProperty(GAP))) {
            die();
        }
    }

    private static void die() {
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
    @Import(InterposedLanes.class)
    static class Gaps {

        @Bean
        @Primary
        WorkBell dyingAfterAccept(@Qualifier("workers") WorkBell workers) {
            return target -> {
                reached(Gap.AFTER_ACCEPT);
                workers.ring(target);
            };
        }

        @Bean
        @Primary
        Brokers dyingAroundPublishing(@Qualifier("brokers") Brokers real) {
            return (OutboxRecord record) -> {
                reached(Gap.AFTER_OUTCOME);
                return real.send(record).thenRun(() -> reached(Gap.AFTER_PUBLISH));
            };
        }
    }
}
