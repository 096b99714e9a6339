package io.connwarden.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownKeysTest {
    record Block(
            Duration healthCheckInterval,
            Inner inner,
            List<Inner> list,
            List<String> users,
            Map<String, String> labels) {}

    record Inner(int cooldown, String id) {}

    private static final KnownKeys KEYS =
            KnownKeys.none().withRecord("connwarden.monitor", Block.class).withBlock("connwarden.policy");

    @Test
    void every_spelling_of_a_known_key_is_known() {
        assertThat(KEYS.unknownKeys(List.of(
                        "connwarden.monitor.health-check-interval",
                        "connwarden.monitor.healthCheckInterval",
                        "connwarden.monitor.HEALTH_CHECK_INTERVAL",
                        "connwarden.monitor.inner.cooldown",
                        "connwarden.monitor.list[12].id",
                        "connwarden.monitor.users",
                        "connwarden.monitor.users[0]",
                        "connwarden.monitor.labels.team",
                        "connwarden.monitor.labels[a.b]",
                        "connwarden.policy.any[0].key.of.another.program")))
                .isEmpty();
    }

    @Test
    void a_misspelt_key_is_reported_with_the_nearest_known_key() {
        assertThat(KEYS.unknownKeys(List.of("connwarden.monitor.inner.cooldwon")))
                .containsExactly(
                        new UnknownKey("connwarden.monitor.inner.cooldwon", "connwarden.monitor.inner.cooldown"));
    }

    @Test
    void the_nearest_key_keeps_the_index_that_was_written() {
        assertThat(KEYS.unknownKeys(List.of("connwarden.monitor.list[7].cooldwn")))
                .singleElement()
                .extracting(UnknownKey::nearest)
                .isEqualTo("connwarden.monitor.list[7].cooldown");
    }

    @Test
    void a_key_without_a_similar_known_key_gets_no_suggestion() {
        UnknownKey unknown = KEYS.unknownKeys(List.of("connwarden.xyz")).get(0);
        assertThat(unknown.nearest()).isNull();
        assertThat(unknown.message()).isEqualTo("Unknown configuration key 'connwarden.xyz': remove or correct it.");
    }

    @Test
    void the_message_names_the_key_and_the_suggestion() {
        assertThat(new UnknownKey("a.bb", "a.b").message())
                .isEqualTo("Unknown configuration key 'a.bb': did you mean 'a.b'?");
    }

    @Test
    void a_key_below_a_leaf_is_unknown() {
        assertThat(KEYS.unknownKeys(List.of("connwarden.monitor.health-check-interval.max")))
                .hasSize(1);
    }

    @Test
    void the_known_keys_can_be_listed_for_a_document() {
        assertThat(KEYS.all())
                .contains("connwarden.monitor.health-check-interval", "connwarden.monitor.list[].id")
                .contains("connwarden.monitor.labels.**");
    }
}
