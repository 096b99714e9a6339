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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * The periodic comparison of the ends of the assigned partitions for readers of committed records and for readers of
 * all records. It needs the right Describe on the topics, which Read implies. Used by one thread.
 */
final class OpenTransactionCheck implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int REQUEST_TIMEOUT_MILLIS = 5_000;

    private final Map<String, Object> kafka;
    private final Supplier<? extends Collection<TopicPartition>> assigned;
    private final OpenTransactions transactions;
    private @Nullable Admin admin;

    /** @param assigned returns the partitions that the consumers of this process read */
    OpenTransactionCheck(
            Map<String, Object> kafka,
            Supplier<? extends Collection<TopicPartition>> assigned,
            OpenTransactions transactions) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        this.kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
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

    private void runOnce() {
        Collection<TopicPartition> partitions = List.copyOf(assigned.get());
        if (partitions.isEmpty()) {
            transactions.update(Map.of());
            return;
        }
        // In this order, records that arrive meanwhile do not look like an open transaction.
        Map<TopicPartition, Long> highWatermarks = ends(partitions, IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, Long> stableOffsets = ends(partitions, IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, PartitionEnd> found = new HashMap<>();
        highWatermarks.forEach((partition, end) ->
                found.put(partition, new PartitionEnd(stableOffsets.getOrDefault(partition, end), end)));
        transactions.update(found);
    }

    private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, IsolationLevel level) {
        try {
            return admin()
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

    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(kafka);
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
