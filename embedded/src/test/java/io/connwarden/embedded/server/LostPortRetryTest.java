package io.connwarden.embedded.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class LostPortRetryTest {
    private final StartFailedException portLost =
            new StartFailedException("Kafka failed to start. Its log: BindException: Address already in use");

    @Test
    void a_start_that_lost_its_port_is_repeated() throws IOException {
        ScriptedStart start = new ScriptedStart(portLost, portLost);
        assertThat(LostPortRetry.run(start)).isEqualTo("started");
        assertThat(start.attempts).isEqualTo(3);
    }

    @Test
    void the_third_lost_port_is_reported() {
        ScriptedStart start = new ScriptedStart(portLost, portLost, portLost);
        assertThatThrownBy(() -> LostPortRetry.run(start)).isSameAs(portLost);
        assertThat(start.attempts).isEqualTo(3);
    }

    @Test
    void a_requested_port_in_use_is_reported_at_once() {
        PortInUseException inUse =
                new PortInUseException("Kafka", 9092, "--kafka-port", new BindException("Address already in use"));
        ScriptedStart start = new ScriptedStart(inUse);
        assertThatThrownBy(() -> LostPortRetry.run(start)).isSameAs(inUse);
        assertThat(start.attempts).isEqualTo(1);
    }

    @Test
    void another_failure_is_reported_at_once() {
        StartFailedException noSpace = new StartFailedException("PostgreSQL failed to start: no space left on device");
        ScriptedStart start = new ScriptedStart(noSpace);
        assertThatThrownBy(() -> LostPortRetry.run(start)).isSameAs(noSpace);
        assertThat(start.attempts).isEqualTo(1);
    }

    /** A start that fails with the given failures in their order and then succeeds. */
    private static final class ScriptedStart implements LostPortRetry.Start<String> {
        private final Queue<StartFailedException> failures;
        private int attempts;

        ScriptedStart(StartFailedException... failures) {
            this.failures = new ArrayDeque<>(List.of(failures));
        }

        @Override
        public String start() {
            attempts++;
            StartFailedException failure = failures.poll();
            if (failure != null) {
                throw failure;
            }
            return "started";
        }
    }
}
