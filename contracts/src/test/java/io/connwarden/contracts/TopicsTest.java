package io.connwarden.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private final Topics topics = Topics.standard();

    @Test
    void the_standard_names_are_those_of_the_design() {
        assertThat(topics.health()).isEqualTo("connwarden.health");
        assertThat(topics.commands()).isEqualTo("connwarden.commands");
        assertThat(topics.commands("orders")).isEqualTo("connwarden.commands.orders");
        assertThat(topics.results()).isEqualTo("connwarden.results");
        assertThat(topics.alerts()).isEqualTo("connwarden.alerts");
        assertThat(topics.deadLetters()).isEqualTo("connwarden.commands-dlt");
    }

    @Test
    void listening_to_every_command_topic_never_catches_the_dead_letters() {
        Pattern everyCommandTopic = topics.everyCommandTopic();

        assertThat("connwarden.commands").matches(everyCommandTopic);
        assertThat("connwarden.commands.orders").matches(everyCommandTopic);
        assertThat("connwarden.commands-dlt").doesNotMatch(everyCommandTopic);
        assertThat("connwardenXcommands").doesNotMatch(everyCommandTopic);
    }

    @Test
    void names_that_kafka_would_refuse_are_refused_here() {
        assertThatThrownBy(() -> new Topics("a b."))
                .hasMessage("Topic prefix must be 1 to 150 of letters, digits, '.', '_' and '-', was 'a b.'");
        assertThatThrownBy(() -> topics.commands("a/b"))
                .hasMessage("team must be 1 to 80 of letters, digits, '.', '_' and '-', was 'a/b'");
        assertThat(new Topics("p".repeat(150)).commands("t".repeat(80))).hasSizeLessThan(250);
    }
}
