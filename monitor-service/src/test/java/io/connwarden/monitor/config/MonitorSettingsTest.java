package io.connwarden.monitor.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.configuration.ConfigurationReader;
import io.connwarden.configuration.InvalidConfigurationException;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.monitor.sampling.SamplingIntervals;
import io.connwarden.monitor.sampling.Tripwire;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class MonitorSettingsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void the_defaults_are_those_of_the_documented_table() {
        MonitorSettings settings = read(Map.of());
        assertThat(settings.samplingIntervals())
                .isEqualTo(new SamplingIntervals(
                        SECOND.multipliedBy(30),
                        SECOND.multipliedBy(5),
                        SECOND,
                        SECOND,
                        SECOND,
                        SECOND.multipliedBy(30)));
        assertThat(settings.tripwire(Thresholds.defaults())).isEqualTo(new Tripwire(80, 90, 10, 5));
        assertThat(settings.topApplications()).isEqualTo(10);
        assertThat(settings.shutdownFlushTimeout()).isEqualTo(SECOND.multipliedBy(5));
        assertThat(settings.instance()).isNull();
    }

    @Test
    void every_key_can_be_set() {
        MonitorSettings settings = read(Map.ofEntries(
                entry("instance", "rack-7"),
                entry("health-check-interval", "10s"),
                entry("critical-interval", "2s"),
                entry("min-interval", "300ms"),
                entry("tripwire-interval", "250ms"),
                entry("tripwire-jump", "7.5"),
                entry("tripwire-hysteresis", "3"),
                entry("retry-initial-delay", "500ms"),
                entry("retry-max-delay", "8s"),
                entry("top-applications", "3"),
                entry("shutdown-flush-timeout", "0s"),
                entry("sessions.enabled", "false"),
                entry("sessions.compression", "zstd")));
        assertThat(settings)
                .isEqualTo(new MonitorSettings(
                        "rack-7",
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(300),
                        Duration.ofMillis(250),
                        7.5,
                        3,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(8),
                        3,
                        Duration.ZERO,
                        new MonitorSettings.Sessions(false, "zstd")));
    }

    @Test
    void a_number_without_unit_is_rejected() {
        assertThatThrownBy(() -> read(Map.of("healthCheckInterval", "30000")))
                .hasMessageContaining("connwarden.monitor.health-check-interval: the value '30000' is not allowed");
    }

    @Test
    void a_short_interval_limits_the_default_intervals() {
        SamplingIntervals intervals =
                read(Map.of("health-check-interval", "500ms")).samplingIntervals();
        assertThat(intervals.criticalSample()).isEqualTo(Duration.ofMillis(500));
        assertThat(intervals.minSample()).isEqualTo(Duration.ofMillis(500));
        assertThat(intervals.tripwire()).isEqualTo(Duration.ofMillis(500));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            health-check-interval | 50ms | health-check-interval must be 100 ms to 1 h, was 50 ms
            health-check-interval | 2h   | health-check-interval must be 100 ms to 1 h, was 2 h
            min-interval          | 31s  | min-interval must be 100 ms to 30 s, was 31 s
            critical-interval     | 31s  | critical-interval must be 100 ms to 30 s, was 31 s
            tripwire-interval     | 0s   | tripwire-interval must be 100 ms to 30 s, was 0 ms
            tripwire-jump         | 0    | tripwire-jump must be 1 to 100, was 0
            tripwire-hysteresis   | 50.5 | tripwire-hysteresis must be 0 to 50, was 50.5
            tripwire-jump         | NaN  | tripwire-jump must be 1 to 100, was NaN
            retry-max-delay       | 500ms| retry-max-delay must be 1 s to 1 h, was 500 ms
            top-applications      | 101  | top-applications must be 0 to 100, was 101
            shutdown-flush-timeout | 2m   | shutdown-flush-timeout must be 0 ms to 1 min, was 2 min
            instance              | a b  | instance must be 1 to 100 letters, digits, dots, dashes or underscores, was 'a b'
            """)
    void an_invalid_value_is_rejected_with_its_key_and_the_allowed_range(String key, String value, String sentence) {
        assertThatThrownBy(() -> read(Map.of(key, value)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("connwarden.monitor." + sentence);
    }

    private static MonitorSettings read(Map<String, String> block) {
        Map<String, Object> written = new HashMap<>();
        block.forEach((key, value) -> written.put("connwarden.monitor." + key, value));
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("a file", written));
        return new ConfigurationReader(environment).block(MonitorSettings.PREFIX, MonitorSettings.class);
    }
}
