package io.connwarden.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordedSettingsIT {
    private static final StoreDatabase STORE = StoreDatabase.create();

    private final RecordedSettings settings = new RecordedSettings(STORE.dataSource);

    @Test
    void the_first_settings_are_no_change_and_equal_ones_are_none_either() {
        assertThat(settings.record("first", "{\"a\": \"1\", \"b\": \"2\"}")).isZero();
        assertThat(settings.record("first", "{\"b\": \"2\", \"a\": \"1\"}")).isZero();
        assertThat(entries("first")).isEmpty();
    }

    @Test
    void a_change_names_each_key_with_its_value_before_and_after() {
        settings.record("db", "{\"kept\": \"1\", \"mode\": \"watch\", \"removed\": \"x\"}");
        settings.record("other", "{\"mode\": \"watch\"}");
        assertThat(settings.record("db", "{\"added\": \"y\", \"kept\": \"1\", \"mode\": \"act\"}"))
                .isEqualTo(1);
        assertThat(settings.record("db", "{\"added\": \"y\", \"kept\": \"1\", \"mode\": \"act\"}"))
                .isZero();
        assertThat(entries("db"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.get("changes"))
                        .isEqualTo("[{\"key\": \"added\", \"after\": \"y\", \"before\": null},"
                                + " {\"key\": \"mode\", \"after\": \"act\", \"before\": \"watch\"},"
                                + " {\"key\": \"removed\", \"after\": null, \"before\": \"x\"}]"))
                .satisfies(entry -> assertThat((String) entry.get("hash")).matches("[0-9a-f]{64}"));
        assertThat(entries("other")).isEmpty();
    }

    private static List<Map<String, Object>> entries(String target) {
        return STORE.sql.queryForList(
                "SELECT details ->> 'hash' AS hash, (details -> 'changes')::text AS changes FROM connection_logs"
                        + " WHERE event_type = 'CONFIGURATION_CHANGED' AND actor = 'configuration' AND target = ?",
                target);
    }
}
