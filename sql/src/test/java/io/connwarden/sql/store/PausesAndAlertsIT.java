package io.connwarden.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.EventId;
import io.connwarden.contracts.message.PauseWindow;
import io.connwarden.sql.store.AlertStates.AlertKey;
import io.connwarden.sql.store.AlertStates.AlertStateRow;
import io.connwarden.sql.store.Pauses.PauseRow;
import io.connwarden.sql.store.Pauses.Restriction;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PausesAndAlertsIT {
    private static final StoreDatabase STORE = StoreDatabase.create();
    private static final Instant NOW = Instant.parse("2030-01-01T10:00:00Z");
    private static final EventId COMMAND = new EventId("urn:test", "p");

    private final Pauses pauses = new Pauses(STORE.dataSource);
    private final AlertStates alerts = new AlertStates(STORE.dataSource);

    @Test
    void a_targets_own_pause_precedes_the_pause_of_all_targets_and_survives_its_removal() {
        assertThat(pauses.pause(pause("*", "ops"), COMMAND)).isTrue();
        assertThat(pauses.pause(pause("orders", "dba"), COMMAND)).isTrue();
        assertThat(pauses.pause(pause("orders", "other"), COMMAND)).isFalse();
        assertThat(pauses.affecting("orders", Map.of()))
                .extracting(read -> read.pause().pausedBy())
                .containsExactly("dba", "ops");
        assertThat(pauses.affecting("users", Map.of()))
                .extracting(read -> read.pause().pausedBy())
                .containsExactly("ops");
        assertThat(pauses.resume("*")).isTrue();
        assertThat(pauses.resume("*")).isFalse();
        assertThat(pauses.affecting("orders", Map.of()))
                .extracting(read -> read.pause().pausedBy())
                .containsExactly("dba");
    }

    @Test
    void a_restricted_pause_affects_the_targets_with_its_labels_until_its_end() {
        Map<String, String> labels = Map.of("env", "prod", "team", "it's \"1\"");
        PauseWindow window = new PauseWindow("0 0 2 * * *", "Europe/Berlin", 90);
        Restriction restriction = new Restriction(UUID.randomUUID(), labels, window);
        PauseRow row = new PauseRow("*", "restricting", "maintenance", NOW, null);
        assertThat(pauses.restrict(row, restriction, COMMAND)).isTrue();
        assertThat(pauses.restrict(row, restriction, COMMAND)).isFalse();
        Map<String, String> more = new HashMap<>(labels);
        more.put("region", "eu");
        assertThat(pauses.affecting("any", more))
                .filteredOn(read -> read.pause().restriction() != null)
                .singleElement()
                .satisfies(read -> assertThat(read.pause().restriction()).isEqualTo(restriction));
        assertThat(pauses.affecting("any", Map.of("env", "prod")))
                .noneMatch(read -> read.pause().restriction() != null);
        assertThat(pauses.resume("any", restriction.id())).isFalse();
        assertThat(pauses.resume("*", restriction.id())).isTrue();
        Restriction ended = new Restriction(UUID.randomUUID(), Map.of(), null);
        assertThat(pauses.restrict(row.during(null, Instant.parse("2022-01-01T00:00:00Z")), ended, COMMAND))
                .isTrue();
        assertThat(pauses.affecting("any", more)).noneMatch(read -> read.pause().restriction() != null);
    }

    @Test
    void the_pauses_in_force_have_those_by_label_and_ended_ones_are_deleted() {
        Restriction byLabel = new Restriction(UUID.randomUUID(), Map.of("env", "test"), null);
        Restriction atNight =
                new Restriction(UUID.randomUUID(), Map.of("env", "test"), new PauseWindow("0 0 2 * * *", "UTC", 90));
        PauseRow row = new PauseRow("*", "labels", "maintenance", NOW, null);
        pauses.restrict(row, byLabel, COMMAND);
        pauses.restrict(row, atNight, COMMAND);
        assertThat(pauses.all())
                .filteredOn(each -> each.pausedBy().equals("labels"))
                .extracting(PauseRow::restriction)
                .containsExactly(byLabel);

        Instant end = Instant.parse("2021-01-01T00:00:00Z");
        pauses.restrict(row.during(null, end), new Restriction(UUID.randomUUID(), Map.of(), null), COMMAND);
        StoreMaintenance maintenance = new StoreMaintenance(STORE.dataSource);
        assertThat(maintenance.deleteEndedPausesBefore(end, 10)).isZero();
        assertThat(maintenance.deleteEndedPausesBefore(end.plusSeconds(1), 10)).isEqualTo(1);
        assertThat(pauses.all()).extracting(PauseRow::restriction).contains(byLabel);
    }

    @Test
    void an_alert_state_is_updated_until_it_is_deleted() {
        alerts.upsertAll(List.of(new AlertStateRow("orders", "Critical", 1, 0, null, NOW, NOW, null, null)));
        assertThat(STORE.rows("SELECT * FROM open_alerts")).isEmpty();
        AlertStateRow firing =
                new AlertStateRow("orders", "Critical", 2, 1, NOW, NOW, NOW.plusSeconds(30), NOW, "a text");
        AlertStateRow other = new AlertStateRow("users", "Critical", 1, 0, null, NOW, NOW, null, null);
        alerts.upsertAll(List.of(firing, other));
        assertThat(alerts.statesOf(Set.of("orders", "users"))).containsExactly(firing, other);
        assertThat(STORE.rows("SELECT name FROM open_alerts")).hasSize(1);
        alerts.deleteAll(List.of(new AlertKey("orders", "Critical")));
        assertThat(alerts.statesOf(Set.of("orders", "users"))).containsExactly(other);
    }

    private static PauseRow pause(String target, String by) {
        return new PauseRow(target, by, "maintenance", NOW, null);
    }
}
