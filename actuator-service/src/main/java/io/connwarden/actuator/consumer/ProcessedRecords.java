package io.connwarden.actuator.consumer;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The records of unfinished batches for which a step is done. When a batch is read again, the step is not repeated. The
 * oldest records are dropped above a limit; the step is then repeated for them. Thread-safe.
 */
final class ProcessedRecords {
    private static final int MAX_RECORDS = 20_000;

    private final Set<RecordKey> keys = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RecordKey, Boolean> eldest) {
            return size() > MAX_RECORDS;
        }
    }));

    boolean contains(ConsumerRecord<byte[], byte[]> raw) {
        return keys.contains(RecordKey.of(raw));
    }

    void add(ConsumerRecord<byte[], byte[]> raw) {
        keys.add(RecordKey.of(raw));
    }

    /** Removes records that are not read again. */
    void removeAll(Collection<ConsumerRecord<byte[], byte[]>> finished) {
        finished.forEach(raw -> keys.remove(RecordKey.of(raw)));
    }
}
