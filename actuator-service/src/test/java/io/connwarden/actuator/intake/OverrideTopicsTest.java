package io.connwarden.actuator.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.decision.policy.Glob;
import io.connwarden.contracts.Topics;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.message.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OverrideTopicsTest {
    private static final Topics TOPICS = new Topics("prod.");
    private static final List<SessionId> SESSIONS = List.of(new SessionId(7, Instant.EPOCH));
    private static final Command OVERRIDING =
            command(new CommandParameters.Cancel(SESSIONS, Set.of(RuleId.G5, RuleId.G4)));

    @Test
    void by_default_only_the_shared_topic_permits_an_override() {
        OverrideTopics topics = new OverrideTopics(TOPICS, List.of());
        assertThat(topics.refuse("prod.commands", OVERRIDING)).isNull();
        assertThat(topics.refuse("prod.commands.orders", OVERRIDING)).satisfies(refusal -> {
            assertThat(refusal.rule()).isEqualTo("INTAKE");
            assertThat(refusal.reason())
                    .isEqualTo("topic prod.commands.orders does not permit override [G4, G5]; send the command on"
                            + " prod.commands, or add the topic to connwarden.actuator.override-topics");
        });
        assertThat(topics.refuse("Prod.Commands", OVERRIDING))
                .as("names are case-sensitive")
                .isNotNull();
    }

    @Test
    void configured_topics_replace_the_default() {
        OverrideTopics topics = new OverrideTopics(TOPICS, List.of(new Glob("prod.commands.dba*")));
        assertThat(topics.refuse("prod.commands.dba-eu", OVERRIDING)).isNull();
        assertThat(topics.refuse("prod.commands", OVERRIDING)).isNotNull();
    }

    @Test
    void a_command_without_an_override_is_permitted_on_every_topic() {
        OverrideTopics topics = new OverrideTopics(TOPICS, List.of());
        assertThat(topics.refuse("prod.commands.orders", command(new CommandParameters.Terminate(SESSIONS))))
                .isNull();
        assertThat(topics.refuse("prod.commands.orders", command(new CommandParameters.Emergency())))
                .isNull();
    }

    private static Command command(CommandParameters parameters) {
        return new Command("orders", parameters, "ann", "because", false, null);
    }
}
