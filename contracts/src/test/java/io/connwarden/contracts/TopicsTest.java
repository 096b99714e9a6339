package io.connwarden.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private final Topics topics = Topics.withDefaultPrefix();

    @Test
    void default_topic_names_match_the_design() {
        assertThat(topics.health()).isEqualTo("connwarden.health");
        assertThat(topics.commands()).isEqualTo("connwarden.commands");
        assertThat(topics.commands("orders")).isEqualTo("connwarden.commands.orders");
        assertThat(topics.results()).isEqualTo("connwarden.results");
        assertThat(topics.alerts()).isEqualTo("connwarden.alerts");
        assertThat(topics.deadLetters()).isEqualTo("connwarden.commands-dlt");
    }

    @Test
    void the_command_topic_pattern_does_not_match_the_dead_letter_topic() {
        Pattern everyCommandTopic = topics.commandTopicPattern();

        assertThat("connwarden.commands").matches(everyCommandTopic);
        assertThat("connwarden.commands.orders").matches(everyCommandTopic);
        assertThat("connwarden.commands-dlt").doesNotMatch(everyCommandTopic);
        assertThat("connwardenXcommands").doesNotMatch(everyCommandTopic);
    }

    @Test
    void names_that_kafka_would_reject_are_rejected() {
        assertThatThrownBy(() -> new Topics("a b."))
                .hasMessage("topic prefix must be 1 to 150 letters, digits, '.', '_' or '-', was 'a b.'");
        assertThatThrownBy(() -> topics.commands("a/b"))
                .hasMessage("team must be 1 to 80 letters, digits, '.', '_' or '-', was 'a/b'");
        assertThat(new Topics("p".repeat(150)).commands("t".repeat(80))).hasSizeLessThan(250);
    }
}
