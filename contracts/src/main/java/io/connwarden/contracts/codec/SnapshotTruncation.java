package io.connwarden.contracts.codec;

import io.connwarden.contracts.message.SessionSnapshot;
import java.util.List;

/** The truncation of a snapshot to the size limit of an event. It omits the last rows and counts them. */
final class SnapshotTruncation {
    /** The digits by which the number of omitted rows may grow. */
    private static final int MAX_COUNT_GROWTH_BYTES = 10;

    private SnapshotTruncation() {}

    /** @param excess the number of bytes above the limit, at least 1 */
    static SessionSnapshot truncate(SessionSnapshot snapshot, int excess) {
        List<SessionSnapshot.Row> rows = snapshot.rows();
        int kept = rows.size();
        int saved = 0;
        while (kept > 0 && saved < excess + MAX_COUNT_GROWTH_BYTES) {
            kept--;
            saved += Json.MAPPER.writeValueAsBytes(SessionSnapshotJson.write(rows.get(kept))).length + 1;
        }
        return snapshot.withFirstRows(kept);
    }
}
