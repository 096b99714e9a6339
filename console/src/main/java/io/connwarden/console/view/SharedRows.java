package io.connwarden.console.view;

import io.connwarden.contracts.message.SessionSnapshot;
import io.connwarden.contracts.message.SessionSnapshot.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a snapshot in little memory. The row of a session without a change is that of the snapshot before, and
 * equal texts of a snapshot are one object.
 */
final class SharedRows {
    private final Map<Row, Row> known = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    private SharedRows(@Nullable SessionSnapshot before) {
        if (before != null) {
            before.rows().forEach(row -> known.put(row, row));
        }
    }

    /** @param before the previous snapshot of the target; null for the first one */
    static SessionSnapshot share(SessionSnapshot snapshot, @Nullable SessionSnapshot before) {
        SharedRows shared = new SharedRows(before);
        List<Row> rows = new ArrayList<>(snapshot.rows().size());
        snapshot.rows().forEach(row -> rows.add(shared.share(row)));
        return new SessionSnapshot(
                snapshot.target(), snapshot.capturedAt(), snapshot.serverTime(), rows, snapshot.omittedRows());
    }

    private Row share(Row row) {
        Row same = known.get(row);
        return same != null
                ? same
                : new Row(
                        row.pid(),
                        row.backendStart(),
                        text(row.user()),
                        text(row.database()),
                        text(row.application()),
                        text(row.clientAddress()),
                        text(row.state()),
                        row.stateChange(),
                        row.xactStart(),
                        row.queryStart(),
                        text(row.waitEventType()),
                        text(row.waitEvent()),
                        text(row.backendType()),
                        row.blockedBy(),
                        row.sessionClass(),
                        text(row.guard()));
    }

    private @Nullable String text(@Nullable String text) {
        return text == null ? null : Objects.requireNonNullElse(texts.putIfAbsent(text, text), text);
    }
}
