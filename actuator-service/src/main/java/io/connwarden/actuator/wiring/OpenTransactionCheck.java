package io.connwarden.actuator.wiring;

import io.connwarden.actuator.wiring.OpenTransactions.PartitionEnd;
import io.connwarden.runtime.PeriodicTask;
import io.connwarden.runtime.ShutdownSignal;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * The periodic comparison of the ends of the assigned partitions for readers of committed records and for readers of
 * all records. It needs the right Describe on the topics, which Read implies. Used by one thread.
 */
final class OpenTransactionCheck implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int REQUEST_TIMEOUT_MILLIS = 5_000;
    /** Failures in a row after which the client is replaced. */
    static final int MAX_FAILURES_OF_CLIENT = 3;

    private final ReplaceableAdmin admin;
    private final Supplier<? extends Collection<TopicPartition>> assigned;
    private final OpenTransactions transactions;

    /** @param assigned returns the partitions that the consumers of this process read */
    OpenTransactionCheck(
            Map<String, Object> kafka,
            Supplier<? extends Collection<TopicPartition>> assigned,
            OpenTransactions transactions) {
        this(kafka, assigned, transactions, Admin::create);
    }

    OpenTransactionCheck(
            Map<String, Object> kafka,
            Supplier<? extends Collection<TopicPartition>> assigned,
            OpenTransactions transactions,
            Function<Map<String, Object>, Admin> clients) {
        this.admin = new ReplaceableAdmin(kafka, REQUEST_TIMEOUT_MILLIS, MAX_FAILURES_OF_CLIENT, clients);
        this.assigned = assigned;
        this.transactions = transactions;
    }

    Runnable task(ShutdownSignal shutdown) {
        return new PeriodicTask(
                "Open transactions of producers not found: a command that waits behind one is not reported",
                "Open transactions of producers are found again",
                INTERVAL,
                shutdown,
                this::runOnce);
    }

    void runOnce() {
        Collection<TopicPartition> partitions = List.copyOf(assigned.get());
        if (partitions.isEmpty()) {
            transactions.update(Map.of());
            return;
        }
        try {
            transactions.update(partitionEnds(partitions));
            admin.onSuccess();
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            admin.onFailure();
            throw e;
        }
    }

    private Map<TopicPartition, PartitionEnd> partitionEnds(Collection<TopicPartition> partitions) {
        // In this order, records that arrive meanwhile do not look like an open transaction.
        Map<TopicPartition, Long> highWatermarks = ends(partitions, IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, Long> stableOffsets = ends(partitions, IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, PartitionEnd> found = new HashMap<>();
        highWatermarks.forEach((partition, end) ->
                found.put(partition, new PartitionEnd(stableOffsets.getOrDefault(partition, end), end)));
        return found;
    }

    private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, IsolationLevel level) {
        try {
            return admin
                    .get()
                    .listOffsets(
                            partitions.stream().collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest())),
                            new ListOffsetsOptions(level))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            (Map.Entry<TopicPartition, ListOffsetsResultInfo> entry) ->
                                    entry.getValue().offset()));
        } catch (ExecutionException e) {
            throw new KafkaException("Offsets not listed", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
