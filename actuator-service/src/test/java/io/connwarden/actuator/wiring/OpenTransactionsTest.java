package io.connwarden.actuator.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.alerting.FaultKind;
import io.connwarden.actuator.wiring.OpenTransactions.PartitionEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OpenTransactionsTest {
    private static final TopicPartition PARTITION = new TopicPartition("commands", 3);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
    private final OpenTransactions transactions = new OpenTransactions(now::get);

    @Test
    void records_behind_a_transaction_of_ten_seconds_are_a_fault_with_partition_and_offset() {
        observe(17, 19);
        advance(OpenTransactions.MIN_AGE.minusMillis(1));
        observe(17, 20);
        assertThat(transactions.observe()).isEmpty();
        advance(Duration.ofMillis(1));
        assertThat(transactions.observe()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(FaultKind.RECORDS_BEHIND_OPEN_TRANSACTION);
            assertThat(fault.detail())
                    .isEqualTo("partition commands-3: 3 records from offset 17 on behind a transaction that has been"
                            + " open for 10 s or longer");
        });
        assertThat(transactions.waitingTime()).contains(OpenTransactions.MIN_AGE);
    }

    @Test
    void transactions_that_follow_one_another_are_no_fault() {
        for (int offset = 0; offset < 10; offset++) {
            observe(offset, offset + 1);
            advance(OpenTransactions.MIN_AGE.dividedBy(2));
            assertThat(transactions.observe()).isEmpty();
        }
    }

    @Test
    void the_fault_ends_with_the_transaction_and_with_the_loss_of_the_partition() {
        observe(17, 19);
        advance(Duration.ofMinutes(1));
        assertThat(transactions.observe()).hasSize(1);
        observe(20, 20);
        assertThat(transactions.observe()).isEmpty();
        observe(20, 21);
        advance(Duration.ofMinutes(1));
        assertThat(transactions.observe()).hasSize(1);
        transactions.update(Map.of());
        assertThat(transactions.observe()).isEmpty();
        assertThat(transactions.waitingTime()).isEmpty();
    }

    private void observe(long lastStableOffset, long highWatermark) {
        transactions.update(Map.of(PARTITION, new PartitionEnd(lastStableOffset, highWatermark)));
    }

    private void advance(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
