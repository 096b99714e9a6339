package io.connwarden.contracts.codec;

import io.connwarden.contracts.message.SessionSnapshot;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of {@link SessionSnapshot}. A row is an array with one element for each column. Columns are found by
 * name: a column that is not known is ignored, and one that is missing is null in each row.
 */
record SessionSnapshotJson(
        String target,
        Instant capturedAt,
        Instant serverTime,
        int omittedRows,
        List<String> columns,
        List<JsonNode> rows) {
    static final List<String> COLUMNS = Arrays.stream(SessionSnapshot.Row.class.getRecordComponents())
            .map(RecordComponent::getName)
            .toList();

    static SessionSnapshotJson of(SessionSnapshot snapshot) {
        return new SessionSnapshotJson(
                snapshot.target(),
                snapshot.capturedAt(),
                snapshot.serverTime(),
                snapshot.omittedRows(),
                COLUMNS,
                snapshot.rows().stream().map(SessionSnapshotJson::write).toList());
    }

    SessionSnapshot toSnapshot() {
        List<SessionSnapshot.Row> sessions = new ArrayList<>(rows.size());
        rows.forEach(row -> sessions.add(read(row)));
        return new SessionSnapshot(target, capturedAt, serverTime, sessions, omittedRows);
    }

    static JsonNode write(SessionSnapshot.Row session) {
        ObjectNode fields = Json.MAPPER.valueToTree(session);
        ArrayNode row = JsonNodeFactory.instance.arrayNode(COLUMNS.size());
        for (String column : COLUMNS) {
            JsonNode value = fields.get(column);
            row.add(value == null ? JsonNodeFactory.instance.nullNode() : value);
        }
        return row;
    }

    private SessionSnapshot.Row read(JsonNode row) {
        return new SnapshotRowReader(columns, row).read();
    }
}
