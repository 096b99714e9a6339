package io.connwarden.actuator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The clock of an actuator that is ahead of the time, or behind it. A test may shift it while the actuator runs. */
@Configuration(proxyBeanMethods = false)
class ShiftedClock {
    /** The time by which the clock is ahead; negative if it is behind. */
    static volatile Duration ahead = Duration.ZERO;

    @Bean
    @Primary
    Clock clockOfTest() {
        return new Clock() {
            @Override
            public Instant instant() {
                return Clock.systemUTC().instant().plus(ahead);
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
}
