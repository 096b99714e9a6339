package io.connwarden.standalone.campaign;

import io.connwarden.actuator.ActuatorApplication;
import io.connwarden.monitor.MonitorApplication;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The main class of a service process of the campaign. The process ends with its parent. */
public final class CampaignService {
    /** System property with the file that holds the offset of the actuator's clock, in milliseconds. */
    static final String CLOCK_FILE = "campaign.clock";

    private CampaignService() {}

    /** Runs {@code monitor} or {@code actuator}, named by the first argument, with the remaining arguments. */
    public static void main(String[] arguments) {
        exitWithParent();
        String[] settings = Arrays.copyOfRange(arguments, 1, arguments.length);
        if (arguments[0].equals("monitor")) {
            MonitorApplication.main(settings);
        } else {
            ActuatorApplication.builder().sources(SteppedClock.class).run(settings);
        }
    }

    private static void exitWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // A broken pipe means the same as a closed one.
                    }
                    Runtime.getRuntime().halt(1);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** The clock of an actuator with the offset that the campaign writes to a file. */
    @Configuration(proxyBeanMethods = false)
    static class SteppedClock {
        private static final long MIN_READ_INTERVAL_NANOS =
                Duration.ofMillis(50).toNanos();

        private long readAt = System.nanoTime() - MIN_READ_INTERVAL_NANOS;
        private Duration offset = Duration.ZERO;

        @Bean
        @Primary
        Clock steppedClock() {
            Clock system = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
            return new Clock() {
                @Override
                public Instant instant() {
                    return system.instant().plus(readOffset());
                }

                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    throw new UnsupportedOperationException("the clock of the actuator is UTC");
                }
            };
        }

        private synchronized Duration readOffset() {
            if (System.nanoTime() - readAt >= MIN_READ_INTERVAL_NANOS) {
                readAt = System.nanoTime();
                try {
                    offset = Duration.ofMillis(
                            Long.parseLong(Files.readString(Path.of(System.getProperty(CLOCK_FILE)))));
                } catch (IOException | NumberFormatException e) {
                    // The file is being written: the offset of the last reading stays.
                }
            }
            return offset;
        }
    }
}
