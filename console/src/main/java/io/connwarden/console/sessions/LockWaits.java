package io.connwarden.console.sessions;

import io.connwarden.contracts.message.SessionSnapshot;
import io.connwarden.contracts.message.SessionSnapshot.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sessions of a snapshot that wait for each other.
 *
 * @param rows all sessions by pid, in the order of the snapshot
 * @param waiting for each pid, the sessions that wait for it directly, in the order of the snapshot
 */
record LockWaits(Map<Integer, Row> rows, Map<Integer, List<Row>> waiting) {

    static LockWaits of(SessionSnapshot snapshot) {
        Map<Integer, Row> rows = new LinkedHashMap<>();
        Map<Integer, List<Row>> waiting = new HashMap<>();
        for (Row row : snapshot.rows()) {
            rows.put(row.pid(), row);
            for (int blocker : new HashSet<>(row.blockedBy())) {
                waiting.computeIfAbsent(blocker, pid -> new ArrayList<>()).add(row);
            }
        }
        return new LockWaits(rows, waiting);
    }

    List<Row> waitingFor(int pid) {
        return waiting.getOrDefault(pid, List.of());
    }
}
