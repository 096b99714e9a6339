package io.connwarden.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RootCauseTest {
    @Test
    void the_innermost_cause_is_described_in_one_line() {
        Exception failure = new RuntimeException("outer", new IllegalStateException("no node\nDetail: ..."));

        assertThat(RootCause.describe(failure)).isEqualTo("IllegalStateException: no node");
    }

    @Test
    void a_cause_without_a_message_is_described_by_its_type() {
        assertThat(RootCause.describe(new IllegalStateException())).isEqualTo("IllegalStateException");
    }
}
