package io.connwarden.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.contracts.message.SessionClass;
import io.connwarden.contracts.message.SessionSnapshot;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Snapshots with other columns, as another version writes them. */
class ForeignSnapshotTest {

    @Test
    void columns_are_found_by_name_and_unknown_ones_are_ignored() {
        SessionSnapshot.Row row = read(
                "[\"state\",\"queryId\",\"pid\",\"sessionClass\",\"xactStart\"]",
                "[\"idle\",17,4711,\"IDLE\",\"2026-03-01T02:59:00.000001Z\"]");

        assertThat(row.pid()).isEqualTo(4711);
        assertThat(row.state()).isEqualTo("idle");
        assertThat(row.sessionClass()).isEqualTo(SessionClass.IDLE);
        assertThat(row.xactStart()).isEqualTo(Instant.parse("2026-03-01T02:59:00.000001Z"));
        assertThat(row.backendStart()).isNull();
        assertThat(row.blockedBy()).isEmpty();
    }

    @Test
    void a_class_of_a_newer_version_is_null() {
        assertThat(read("[\"pid\",\"sessionClass\"]", "[1,\"PREPARING\"]").sessionClass())
                .isNull();
    }

    @Test
    void a_short_row_is_read_with_null_for_the_missing_values() {
        assertThat(read("[\"pid\",\"state\"]", "[1]").state()).isNull();
    }

    @Test
    void a_row_with_a_wrong_value_is_unreadable() {
        assertThatThrownBy(() -> read("[\"pid\",\"xactStart\"]", "[1,\"yesterday\"]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("yesterday");
        assertThatThrownBy(() -> read("[\"state\"]", "[\"idle\"]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column pid must be a whole number of 32 bits, was missing");
    }

    private static SessionSnapshot.Row read(String columns, String row) {
        List<SessionSnapshot.Row> rows = EventCodec.instance()
                .fromJson(
                        SessionSnapshot.class,
                        "{\"target\":\"orders-db\",\"capturedAt\":\"2026-03-01T03:00:00Z\","
                                + "\"serverTime\":\"2026-03-01T03:00:00Z\",\"omittedRows\":0,\"columns\":" + columns
                                + ",\"rows\":[" + row + "]}")
                .rows();
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }
}
