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
                .containsExactly(new UnknownKey(
                        "connwarden.monitor.inner.cooldwon",
                        "connwarden.monitor.inner.cooldown",
                        List.of("cooldown", "id")));
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
        assertThat(unknown.message())
                .isEqualTo(
                        "Unknown configuration key 'connwarden.xyz': remove or correct it. The keys of this block are:"
                                + " monitor, policy.");
        assertThat(KEYS.unknownKeys(List.of("connwarden.xyz.abc")).get(0).message())
                .isEqualTo("Unknown configuration key 'connwarden.xyz.abc': remove or correct it.");
    }

    @Test
    void another_word_is_no_misspelling() {
        assertThat(KEYS.unknownKeys(List.of("connwarden.monitor.list[0].apps"))
                        .get(0)
                        .message())
                .isEqualTo("Unknown configuration key 'connwarden.monitor.list[0].apps': remove or correct it. The keys"
                        + " of this block are: cooldown, id.");
    }

    @Test
    void a_block_without_the_prefix_is_reported_and_keys_of_spring_are_not() {
        assertThat(KEYS.withoutPrefix(List.of("monitor.inner.id", "Policy.mode", "spring.main.banner-mode", "own.key")))
                .extracting(UnknownKey::nearest)
                .containsExactly("connwarden.monitor.inner.id", "connwarden.Policy.mode");
    }

    @Test
    void the_message_names_the_key_and_the_suggestion() {
        assertThat(new UnknownKey("a.bb", "a.b", List.of("b")).message())
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
