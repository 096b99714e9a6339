package io.connwarden.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.EventId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PausesAndAlertsIT {
    private static final StoreDatabase STORE = StoreDatabase.fresh();
    private static final Instant NOW = Instant.parse("2030-01-01T10:00:00Z");
    private static final EventId COMMAND = new EventId("urn:test", "p");

    private final Pauses pauses = new Pauses(STORE.dataSource);
    private final AlertWatches alerts = new AlertWatches(STORE.dataSource);

    @Test
    void a_targets_own_pause_stands_before_the_pause_of_all_and_outlives_it() {
        assertThat(pauses.pause(pause("*", "ops"), COMMAND)).isTrue();
        assertThat(pauses.pause(pause("orders", "dba"), COMMAND)).isTrue();
        assertThat(pauses.pause(pause("orders", "somebody else"), COMMAND)).isFalse();
        assertThat(pauses.of("orders")).extracting(Pause::by).containsExactly("dba", "ops");
        assertThat(pauses.of("users")).extracting(Pause::by).containsExactly("ops");
        assertThat(pauses.resume("*")).isTrue();
        assertThat(pauses.resume("*")).isFalse();
        assertThat(pauses.of("orders")).extracting(Pause::by).containsExactly("dba");
    }

    @Test
    void an_alert_is_kept_in_its_newest_form_until_it_is_over() {
        alerts.keep(new StoredWatch("orders", "Critical", 1, 0, null, NOW, NOW));
        assertThat(STORE.rows("SELECT * FROM open_alerts")).isEmpty();
        StoredWatch firing = new StoredWatch("orders", "Critical", 2, 1, NOW, NOW, NOW.plusSeconds(30));
        alerts.keep(firing);
        assertThat(alerts.of("orders")).containsExactly(firing);
        assertThat(STORE.rows("SELECT name FROM open_alerts")).hasSize(1);
        alerts.end("orders", "Critical");
        assertThat(alerts.of("orders")).isEmpty();
    }

    private static Pause pause(String target, String by) {
        return new Pause(target, by, "maintenance", NOW);
    }
}
