package io.connwarden.actuator.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class OpenTransactionCheckTest {
    private final List<String> calls = new ArrayList<>();
    private final OpenTransactionCheck check = new OpenTransactionCheck(
            Map.of(),
            () -> List.of(new TopicPartition("connwarden.commands", 0)),
            new OpenTransactions(InstantSource.system()),
            settings -> DeadAdmin.create("listOffsets", calls));

    @Test
    void a_client_that_no_longer_answers_is_closed_and_replaced() {
        runTimes(OpenTransactionCheck.MAX_FAILURES_OF_CLIENT - 1);
        assertThat(calls).as("before the last failure").containsExactly("create");
        runTimes(1);
        assertThat(calls).containsExactly("create", "close");
        runTimes(OpenTransactionCheck.MAX_FAILURES_OF_CLIENT);
        assertThat(calls).containsExactly("create", "close", "create", "close");
    }

    private void runTimes(int count) {
        for (int i = 0; i < count; i++) {
            assertThatThrownBy(check::runOnce).isInstanceOf(TimeoutException.class);
        }
    }
}
