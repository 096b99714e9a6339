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
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The routes of plans: requested dry runs, and decisions of rules. */
class PlanRoutesIT {
    private static final String PREFIX = "console-plans.";
    private static final UUID REQUESTED = UUID.randomUUID();
    private static final UUID OVERRIDING = UUID.randomUUID();
    private static final UUID OF_RULE = UUID.randomUUID();
    private static final ConditionFactory AWAIT = await().atMost(Duration.ofMinutes(1));
    private static final UUID EXPIRED = UUID.randomUUID();
    private static final UUID WATCHED = UUID.randomUUID();
    private static final UUID OF_OTHER = UUID.randomUUID();
    private static Instant now = Instant.EPOCH;

    private static ConsoleWithActuator fixture;
    private static StubActuator actuator;
    private static CommandClient client;

    @BeforeAll
    static void start() throws Exception {
        now = Instant.now();
        fixture = ConsoleWithActuator.startAfter(
                PREFIX,
                Map.of(
                        "r1", planned(REQUESTED, "COMMAND", 900, null),
                        "r2", planned(OVERRIDING, "COMMAND", 900, List.of("G5")),
                        "r3", planned(OF_RULE, "R2", 900, null),
                        "r4", planned(EXPIRED, "R2", -1, null),
                        "r5", planned(WATCHED, "COMMAND", 900, null, "tester", "beta"),
                        "r6", planned(OF_OTHER, "COMMAND", 900, null, "ann", "beta")),
                "--connwarden.console.second-approval-targets=beta");
        actuator = fixture.actuator();
        client = fixture.client();
        AWAIT.untilAsserted(
                () -> assertThat(json(client.get("/api/v1/actions"), 200).get("items"))
                        .hasSizeGreaterThanOrEqualTo(6));
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void a_plan_is_executed_with_the_scope_of_its_kind_and_is_no_longer_open() throws Exception {
        assertThat(open()).contains(REQUESTED.toString(), OF_RULE.toString()).doesNotContain(EXPIRED.toString());
        String operate = TestTokens.shared().with(Scope.READ, Scope.OPERATE);
        assertThat(problem(execute(OF_RULE, operate), 403)).contains("approve");
        assertThat(problem(execute(OVERRIDING, operate), 403)).contains("override");
        assertThat(problem(execute(REQUESTED, TestTokens.shared().with(Scope.READ, Scope.APPROVE)), 403))
                .contains("operate");
        actuator.answer(command -> Optional.of(StubActuator.result(command, CommandOutcome.COMPLETED, "approved by x")
                .build()));
        json(execute(REQUESTED, operate), 200);
        assertThat(actuator.received()).singleElement().satisfies(event -> {
            assertThat(event.data().parameters()).isEqualTo(new CommandParameters.Approve(REQUESTED));
            assertThat(event.data().target()).isEqualTo("alpha");
            assertThat(event.data().dryRun()).isFalse();
            assertThat(event.data().reason()).isEqualTo("as seen");
        });
        AWAIT.untilAsserted(() -> assertThat(open()).doesNotContain(REQUESTED.toString()));
    }

    @Test
    void a_plan_that_needs_a_second_token_is_not_executed_by_its_requester() throws Exception {
        String approve = TestTokens.shared().with(Scope.READ, Scope.APPROVE);
        assertThat(problem(execute(WATCHED, TestTokens.shared().with(Scope.READ, Scope.OPERATE)), 403))
                .contains("approve");
        assertThat(problem(execute(WATCHED, approve), 403))
                .contains("'tester' requested this plan", "connwarden.console.second-approval-targets");
        actuator.answer(command -> Optional.of(StubActuator.completed(command).build()));
        json(execute(OF_OTHER, approve), 200);
    }

    @Test
    void an_action_on_a_target_with_a_second_approval_becomes_a_plan() throws Exception {
        UUID plan = UUID.randomUUID();
        actuator.answer(command -> Optional.of(StubActuator.completed(command)
                .plan(new PlanSummary(plan, "COMMAND", 2, now, now.plusSeconds(900)))
                .build()));
        String key = UUID.randomUUID().toString();
        JsonNode answer = json(client.post("/api/v1/targets/beta/emergency?dryRun=false&wait=30", key, ""), 202);
        assertThat(answer.at("/plan/id").asString()).isEqualTo(plan.toString());
        assertThat(answer.get("detail").asString()).contains("/api/v1/plans/" + plan + "/execute", "another token");
        assertThat(answer.at("/result/data/dryRun").asBoolean()).isTrue();
        assertThat(actuator.received(key))
                .singleElement()
                .satisfies(command -> assertThat(command.dryRun()).isTrue());
        AWAIT.untilAsserted(() -> assertThat(open()).contains(plan.toString()));
        assertThat(problem(execute(plan, TestTokens.shared().all()), 403)).contains("'tester'");
        json(
                client.post(
                        "/api/v1/targets/beta/auto?dryRun=false&wait=30",
                        UUID.randomUUID().toString(),
                        ""),
                200);
        JsonNode guide = json(client.get("/functions/v1/connection-monitor?action=cleanup&target=beta"), 403);
        assertThat(guide.get("error").asString()).contains("connwarden.console.second-approval-targets");
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
        return planned(id, rule, seconds, override, null, "alpha");
    }

    private static Result planned(
            UUID id,
            String rule,
            int seconds,
            @Nullable List<String> override,
            @Nullable String requestedBy,
            String target) {
        return Result.builder(target, CommandOutcome.COMPLETED, new DecisionReason(rule, "idle"), now, now)
                .dryRun(true)
                .override(override)
                .requestedBy(requestedBy)
                .plan(new PlanSummary(id, rule, 2, now.minusSeconds(10), now.plusSeconds(seconds)))
                .build();
    }
}
