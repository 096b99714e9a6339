package io.connwarden.console;

import static io.connwarden.console.CommandClient.json;
import static io.connwarden.console.CommandClient.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.console.access.Scope;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.contracts.message.Result;
import io.connwarden.testing.SharedInfrastructure;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The routes of plans: requested dry runs, and decisions of rules. */
class PlanRoutesIT {
    private static final String PREFIX = "console-plans.";
    private static final UUID REQUESTED = UUID.randomUUID();
    private static final UUID OVERRIDING = UUID.randomUUID();
    private static final UUID OF_RULE = UUID.randomUUID();
    private static final UUID EXPIRED = UUID.randomUUID();
    private static Instant now = Instant.EPOCH;

    private static StubActuator actuator;
    private static ConfigurableApplicationContext console;
    private static CommandClient client;

    @BeforeAll
    static void start() throws Exception {
        now = Instant.now();
        String bootstrap = SharedInfrastructure.kafka().bootstrapServers();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(Stream.of("health", "results", "alerts", "commands", "sessions")
                            .map(name -> new NewTopic(PREFIX + name, 2, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        try (EventSource source = new EventSource(bootstrap)) {
            source.send(PREFIX + "results", "r1", now, planned(REQUESTED, "COMMAND", 900, null));
            source.send(PREFIX + "results", "r2", now, planned(OVERRIDING, "COMMAND", 900, List.of("G5")));
            source.send(PREFIX + "results", "r3", now, planned(OF_RULE, "R2", 900, null));
            source.send(PREFIX + "results", "r4", now, planned(EXPIRED, "R2", -1, null));
        }
        actuator = new StubActuator(bootstrap, PREFIX);
        console = ConsoleTestApplication.start(bootstrap, PREFIX);
        client = new CommandClient(console);
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(
                                json(client.get("/api/v1/actions"), 200).get("items"))
                        .hasSizeGreaterThanOrEqualTo(4));
    }

    @AfterAll
    static void stop() {
        console.close();
        actuator.close();
    }

    @Test
    void a_plan_is_executed_with_the_scope_of_its_kind_and_is_no_longer_open() throws Exception {
        assertThat(open()).contains(REQUESTED.toString(), OF_RULE.toString()).doesNotContain(EXPIRED.toString());
        String operate = TestTokens.shared().with(Scope.READ, Scope.OPERATE);
        assertThat(problem(execute(OF_RULE, operate), 403)).contains("approve");
        assertThat(problem(execute(OVERRIDING, operate), 403)).contains("override");
        assertThat(problem(execute(REQUESTED, TestTokens.shared().with(Scope.READ, Scope.APPROVE)), 403))
                .contains("operate");
        actuator.answer(command -> Optional.of(StubActuator.result(
                        command,
                        CommandOutcome.COMPLETED,
                        "plan " + ((CommandParameters.Approve) command.data().parameters()).planId() + " approved by x")
                .build()));
        json(execute(REQUESTED, operate), 200);
        assertThat(actuator.received()).singleElement().satisfies(event -> {
            assertThat(event.data().parameters()).isEqualTo(new CommandParameters.Approve(REQUESTED));
            assertThat(event.data().target()).isEqualTo("alpha");
            assertThat(event.data().dryRun()).isFalse();
            assertThat(event.data().reason()).isEqualTo("as seen");
        });
        await().untilAsserted(() -> assertThat(open()).doesNotContain(REQUESTED.toString()));
    }

    @Test
    void an_unknown_plan_and_an_invalid_body_are_refused() throws Exception {
        assertThat(problem(client.post("/api/v1/plans/" + UUID.randomUUID() + "/execute", "k", ""), 404))
                .contains("no plan");
        assertThat(problem(client.post("/api/v1/plans/x/reject", "k", ""), 404)).contains("'x'");
        assertThat(problem(client.post("/api/v1/plans/" + OF_RULE + "/reject", "k", "{\"reason\": 7}"), 400))
                .contains("'reason'");
        assertThat(problem(client.post("/api/v1/plans/" + OF_RULE + "/reject", "k", "{\"why\": \"x\"}"), 400))
                .contains("'why'");
    }

    private static String open() throws Exception {
        return client.get("/api/v1/plans").body();
    }

    private static HttpResponse<String> execute(UUID id, String token) throws Exception {
        return client.send(
                "POST",
                "/api/v1/plans/" + id + "/execute?wait=30",
                "{\"reason\": \"as seen\"}",
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + token);
    }

    private static Result planned(UUID id, String rule, int seconds, @Nullable List<String> override) {
        return Result.builder("alpha", CommandOutcome.COMPLETED, new DecisionReason(rule, "idle"), now, now)
                .dryRun(true)
                .override(override)
                .plan(new PlanSummary(id, rule, 2, now.minusSeconds(10), now.plusSeconds(seconds)))
                .build();
    }
}
