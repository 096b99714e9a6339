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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PermittedTopicsTest {
    private static final Topics TOPICS = new Topics("prod.");
    private static final UUID PLAN = UUID.fromString("3f0c2c9e-5b1d-4f6e-9a57-0d4c8c1be2a4");
    private static final List<SessionId> SESSIONS = List.of(new SessionId(7, Instant.EPOCH));
    private static final Command OVERRIDING =
            command(new CommandParameters.Cancel(SESSIONS, Set.of(RuleId.G5, RuleId.G4)));

    @Test
    void by_default_only_the_shared_topic_permits_an_override() {
        PermittedTopics topics = new PermittedTopics(TOPICS, List.of(), List.of());
        assertThat(topics.refuse("prod.commands", OVERRIDING, PermittedTopicsTest::noPlan))
                .isNull();
        assertThat(topics.refuse("prod.commands.orders", OVERRIDING, PermittedTopicsTest::noPlan))
                .satisfies(refusal -> {
                    assertThat(refusal.rule()).isEqualTo("INTAKE");
                    assertThat(refusal.reason())
                            .isEqualTo(
                                    "topic prod.commands.orders does not permit override [G4, G5]; send the command on"
                                            + " prod.commands, or add the topic to connwarden.actuator.override-topics");
                });
        assertThat(topics.refuse("Prod.Commands", OVERRIDING, PermittedTopicsTest::noPlan))
                .as("names are case-sensitive")
                .isNotNull();
    }

    @Test
    void by_default_only_the_shared_topic_permits_to_approve_or_reject_a_plan() {
        PermittedTopics topics = new PermittedTopics(TOPICS, List.of(), List.of());
        for (CommandParameters decision :
                List.of(new CommandParameters.Approve(PLAN), new CommandParameters.Reject(PLAN))) {
            assertThat(topics.refuse("prod.commands", command(decision), PermittedTopicsTest::noPlan))
                    .isNull();
            assertThat(topics.refuse("prod.commands.orders", command(decision), PermittedTopicsTest::noPlan))
                    .satisfies(refusal -> {
                        assertThat(refusal.rule()).isEqualTo("INTAKE");
                        assertThat(refusal.reason())
                                .isEqualTo("topic prod.commands.orders does not permit " + decision.action()
                                        + "; send the command on prod.commands, or add the topic to"
                                        + " connwarden.actuator.approval-topics");
                    });
        }
    }

    @Test
    void topics_that_permit_an_override_and_topics_that_permit_an_approval_are_apart() {
        PermittedTopics topics = new PermittedTopics(
                TOPICS, List.of(new Glob("prod.commands.dba")), List.of(new Glob("prod.commands.oncall")));
        Command approval = command(new CommandParameters.Approve(PLAN));
        assertThat(topics.refuse("prod.commands.oncall", approval, PermittedTopicsTest::noPlan))
                .isNull();
        assertThat(topics.refuse("prod.commands.dba", approval, PermittedTopicsTest::noPlan))
                .isNotNull();
        assertThat(topics.refuse("prod.commands.dba", OVERRIDING, PermittedTopicsTest::noPlan))
                .isNull();
        assertThat(topics.refuse("prod.commands.oncall", OVERRIDING, PermittedTopicsTest::noPlan))
                .isNotNull();
    }

    @Test
    void a_topic_that_permits_an_approval_does_not_execute_the_override_of_a_dry_run() {
        Command approval = command(new CommandParameters.Approve(PLAN));
        Function<UUID, Optional<Command>> plans = id -> Optional.of(OVERRIDING).filter(planned -> id.equals(PLAN));
        PermittedTopics topics = new PermittedTopics(TOPICS, List.of(), List.of(new Glob("prod.commands.*")));
        assertThat(topics.refuse("prod.commands.oncall", approval, PermittedTopicsTest::noPlan))
                .isNull();
        assertThat(topics.refuse("prod.commands.oncall", approval, plans).reason())
                .contains("does not permit override [G4, G5]", "connwarden.actuator.override-topics");
        assertThat(topics.refuse("prod.commands.oncall", command(new CommandParameters.Reject(PLAN)), plans))
                .isNull();
        PermittedTopics both =
                new PermittedTopics(TOPICS, List.of(new Glob("prod.commands.*")), List.of(new Glob("prod.commands.*")));
        assertThat(both.refuse("prod.commands.oncall", approval, plans)).isNull();
    }

    @Test
    void configured_topics_replace_the_default() {
        PermittedTopics topics = new PermittedTopics(TOPICS, List.of(new Glob("prod.commands.dba*")), List.of());
        assertThat(topics.refuse("prod.commands.dba-eu", OVERRIDING, PermittedTopicsTest::noPlan))
                .isNull();
        assertThat(topics.refuse("prod.commands", OVERRIDING, PermittedTopicsTest::noPlan))
                .isNotNull();
    }

    @Test
    void a_command_without_an_override_or_a_plan_is_permitted_on_every_topic() {
        PermittedTopics topics = new PermittedTopics(TOPICS, List.of(), List.of());
        assertThat(topics.refuse(
                        "prod.commands.orders",
                        command(new CommandParameters.Terminate(SESSIONS)),
                        PermittedTopicsTest::noPlan))
                .isNull();
        assertThat(topics.refuse(
                        "prod.commands.orders",
                        command(new CommandParameters.Emergency()),
                        PermittedTopicsTest::noPlan))
                .isNull();
    }

    private static Command command(CommandParameters parameters) {
        return new Command("orders", parameters, "ann", "because", false, null);
    }

    private static Optional<Command> noPlan(UUID id) {
        return Optional.empty();
    }
}
