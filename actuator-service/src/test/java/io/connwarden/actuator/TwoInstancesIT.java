package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.command;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.Topics;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.testing.Backend;
import io.connwarden.testing.TestSessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Two actuators in one consumer group on one log store; a third starts and stops in one test. */
class TwoInstancesIT {
    private static final List<String> TARGETS = List.of("orders", "users", "billing");
    private static ActuatorTestEnvironment environment;
    private static ConfigurableApplicationContext first;
    private static ConfigurableApplicationContext second;

    @BeforeAll
    static void start() {
        environment = new ActuatorTestEnvironment();
        first = startInstance();
        second = startInstance();
        environment.execute(new CommandParameters.Status());
    }

    private static ConfigurableApplicationContext startInstance() {
        // A long lease, so that a slow instance keeps its commands; an instance that stops releases them.
        List<String> more = new ArrayList<>(List.of("connwarden.actuator.lease-duration=60s"));
        for (int i = 0; i < TARGETS.size(); i++) {
            more.add("connwarden.targets[" + i + "].id=" + TARGETS.get(i));
            more.add("connwarden.targets[" + i + "].url="
                    + ActuatorTestEnvironment.targetServer().jdbcUrlWithoutUser("postgres"));
            more.add("connwarden.targets[" + i + "].user=" + ActuatorTestEnvironment.ACTUATOR_ROLE);
            more.add("connwarden.targets[" + i + "].policy.cooldown.emergency=1h");
        }
        return environment.startActuator(more.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        environment.close();
    }

    @Test
    void each_command_is_executed_by_one_instance_in_the_order_of_its_target() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(24, "shared")) {
            List<String> sent = sendTerminations(sessions);
            assertThat(sent).allSatisfy(TwoInstancesIT::assertSessionTerminated);
            assertThat(sessions.alive()).isEmpty();
            assertThat(environment.store.queryForList(
                            "SELECT DISTINCT attempts FROM commands WHERE id = ANY (?)", Integer.class, (Object)
                                    sent.toArray(String[]::new)))
                    .as("no command was executed twice")
                    .containsExactly(1);
            assertThat(environment.store.queryForList(
                            "SELECT a.seq FROM commands a JOIN commands b ON a.target = b.target AND a.seq < b.seq"
                                    + " WHERE a.finished_at > b.finished_at AND a.id = ANY (?) AND b.id = ANY (?)",
                            sent.toArray(String[]::new),
                            sent.toArray(String[]::new)))
                    .as("commands of a target finished in the order of acceptance")
                    .isEmpty();
        }
    }

    @Test
    void a_cooldown_applies_to_both_instances() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(30, "cooling")) {
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                sent.add(environment.send(command("users", new CommandParameters.Emergency(), false)));
            }
            List<Result> results = sent.stream().map(environment::awaitResult).toList();
            assertThat(results)
                    .filteredOn(result -> result.outcome() == CommandOutcome.COMPLETED)
                    .hasSize(1);
            assertThat(results)
                    .filteredOn(result -> result.outcome() == CommandOutcome.REJECTED)
                    .hasSize(5)
                    .allSatisfy(result -> assertThat(result.decision().rule()).isEqualTo("G3"));
            assertThat(sessions.alive()).isNotEmpty();
        }
    }

    @Test
    void commands_of_a_stopped_instance_are_executed_by_the_other_instance() {
        try (TestSessions sessions = ActuatorTestEnvironment.idleSessions(24, "survived")) {
            List<String> sent;
            try (ConfigurableApplicationContext third = startInstance()) {
                sent = sendTerminations(sessions);
                assertThat(third.isActive()).isTrue();
            }
            assertThat(sent).allSatisfy(TwoInstancesIT::assertSessionTerminated);
            assertThat(sessions.alive()).isEmpty();
        }
    }

    @Test
    void an_installation_with_another_topic_prefix_joins_no_group_of_this_one() throws Exception {
        try (ActuatorTestEnvironment other = new ActuatorTestEnvironment();
                ConfigurableApplicationContext staging = other.startActuator();
                Admin admin = Admin.create(Map.of("bootstrap.servers", other.bootstrapServers))) {
            assertThat(other.execute(new CommandParameters.Status()).outcome()).isEqualTo(CommandOutcome.COMPLETED);
            assertThat(environment.execute(new CommandParameters.Status()).outcome())
                    .isEqualTo(CommandOutcome.COMPLETED);
            for (Topics topics : List.of(environment.topics, other.topics)) {
                assertThat(topicsReadBy(admin, topics.prefix() + "actuator-commands"))
                        .containsOnly(topics.commands());
            }
            assertThat(staging.isRunning()).isTrue();
        }
    }

    private static List<String> topicsReadBy(Admin admin, String group) throws Exception {
        return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .map(TopicPartition::topic)
                .toList();
    }

    private static List<String> sendTerminations(TestSessions sessions) {
        List<String> sent = new ArrayList<>();
        for (Backend backend : sessions.backends()) {
            String target = TARGETS.get(sent.size() % TARGETS.size());
            SessionId session = new SessionId(backend.pid(), backend.backendStart());
            sent.add(environment.send(command(target, new CommandParameters.Terminate(List.of(session)), false)));
        }
        return sent;
    }

    private static void assertSessionTerminated(String command) {
        Result result = environment.awaitResult(command);
        assertThat(result.sessions())
                .singleElement()
                .satisfies(session -> assertThat(session.outcome()).isEqualTo(SessionOutcome.TERMINATED));
    }
}
