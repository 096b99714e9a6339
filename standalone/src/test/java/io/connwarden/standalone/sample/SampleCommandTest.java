package io.connwarden.standalone.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.HealthStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleCommandTest {
    @ParameterizedTest
    @CsvSource({"HEALTHY,0", "CLEANUP_NEEDED,1", "WARNING,1", "CRITICAL,2", "UNKNOWN,3", "UNREACHABLE,3"})
    void each_status_has_its_exit_code(HealthStatus status, int code) {
        assertThat(SampleCommand.exitCode(status)).isEqualTo(code);
    }
}
