package io.connwarden.client.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.client.pressure.HealthSamples;
import io.connwarden.client.pressure.LowPriority;
import io.connwarden.client.settings.HealthSettings;
import io.connwarden.contracts.message.Status;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TargetPressureTest {
    private long now;
    private boolean permit;
    private final TargetPressure pressure = new TargetPressure(HealthSettings.standard(), () -> now, () -> permit);

    @Test
    void without_news_nobody_is_held() {
        assertThat(pressure.mayBegin()).isTrue();
    }

    @Test
    void critical_holds_low_priority_and_says_why() {
        pressure.onHealth(HealthSamples.of(Status.CRITICAL));
        assertThat(pressure.mayBegin()).isFalse();
        assertThat(pressure.lowPriority()).isInstanceOf(LowPriority.Held.class);
        assertThat(pressure.lowPriority().reason()).contains("orders-db").contains("CRITICAL");
    }

    @Test
    void warning_slows_low_priority_to_the_limiters_rate() {
        pressure.onHealth(HealthSamples.of(Status.WARNING));
        assertThat(pressure.mayBegin()).isFalse();
        permit = true;
        assertThat(pressure.mayBegin()).isTrue();
        assertThat(pressure.lowPriority()).isInstanceOf(LowPriority.Slowed.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"HEALTHY", "CLEANUP_NEEDED", "UNKNOWN", "UNREACHABLE"})
    void any_other_status_lets_it_go(Status status) {
        pressure.onHealth(HealthSamples.of(Status.CRITICAL));
        pressure.onHealth(HealthSamples.of(status));
        assertThat(pressure.mayBegin()).isTrue();
    }

    @Test
    void a_feed_that_has_died_holds_nobody_for_ever() {
        pressure.onHealth(HealthSamples.of(Status.CRITICAL));
        now += Duration.ofSeconds(90).toNanos();
        assertThat(pressure.mayBegin()).isFalse();
        now += Duration.ofSeconds(1).toNanos();
        assertThat(pressure.mayBegin()).isTrue();
    }

    @Test
    void at_the_close_who_waits_is_let_go() {
        pressure.onHealth(HealthSamples.of(Status.CRITICAL));
        pressure.release();
        assertThat(pressure.mayBegin()).isTrue();
    }
}
