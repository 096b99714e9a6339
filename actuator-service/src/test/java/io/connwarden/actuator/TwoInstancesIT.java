package io.connwarden.actuator;

import static io.connwarden.actuator.Surroundings.command;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.Outcome;
import io.connwarden.contracts.message.Request;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.embedded.fixture.Backend;
import io.connwarden.embedded.fixture.SessionCrowd;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.context.ConfigurableApplicationContext;

/** Two actuators in one consumer group on one store. The second test takes one of them away. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoInstancesIT {
    private static final List<String> TARGETS = List.of("orders", "users", "billing");
    private static Surroundings around;
    private static ConfigurableApplicationContext one;
    private static ConfigurableApplicationContext other;

    @BeforeAll
    static void start() {
        around = new Surroundings();
        one = instance();
        other = instance();
        around.ask(new Request.Status());
    }

    private static ConfigurableApplicationContext instance() {
        // Long, so that one that is slow does not lose its work to the other; one that stops gives it up by itself.
        List<String> more = new ArrayList<>(List.of("connwarden.actuator.lease=15s"));
        for (int i = 0; i < TARGETS.size(); i++) {
            more.add("connwarden.targets[" + i + "].id=" + TARGETS.get(i));
            more.add(
                    "connwarden.targets[" + i + "].url=" + Surroundings.target().jdbcUrlWithoutUser("postgres"));
            more.add("connwarden.targets[" + i + "].user=" + Surroundings.GUARD);
            more.add("connwarden.targets[" + i + "].policy.cooldown.emergency=1h");
        }
        return around.actuator(more.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        around.close();
    }

    @Test
    @Order(1)
    void each_command_is_done_by_one_of_them_in_the_order_of_its_target() {
        try (SessionCrowd crowd = Surroundings.idle(24, "shared")) {
            List<String> sent = terminateEach(crowd);
            assertThat(sent).allSatisfy(TwoInstancesIT::endedItsSession);
            assertThat(crowd.alive()).isEmpty();
            assertThat(around.store.queryForList("SELECT DISTINCT attempts FROM commands", Integer.class))
                    .as("nobody took up what the other had")
                    .containsExactlyInAnyOrder(0, 1);
            assertThat(around.store.queryForList(
                            "SELECT a.seq FROM commands a JOIN commands b ON a.target = b.target AND a.seq < b.seq"
                                    + " WHERE a.finished_at > b.finished_at AND a.attempts > 0 AND b.attempts > 0"))
                    .as("commands of a target finished in the order of acceptance")
                    .isEmpty();
        }
    }

    @Test
    @Order(2)
    void a_cooldown_holds_whichever_of_them_decides() {
        try (SessionCrowd crowd = Surroundings.idle(30, "cooling")) {
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                sent.add(around.send(command("users", new Request.Emergency(), false)));
            }
            List<Result> results = sent.stream().map(around::answer).toList();
            assertThat(results)
                    .filteredOn(result -> result.outcome() == Outcome.COMPLETED)
                    .hasSize(1);
            assertThat(results)
                    .filteredOn(result -> result.outcome() == Outcome.REJECTED)
                    .hasSize(5)
                    .allSatisfy(result -> assertThat(result.decision().rule()).isEqualTo("G3"));
            assertThat(crowd.alive()).isNotEmpty();
        }
    }

    @Test
    @Order(3)
    void when_one_stops_the_other_does_the_rest() {
        try (SessionCrowd crowd = Surroundings.idle(24, "survived")) {
            List<String> sent = terminateEach(crowd);
            one.close();
            assertThat(sent).allSatisfy(TwoInstancesIT::endedItsSession);
            assertThat(crowd.alive()).isEmpty();
        }
    }

    private static List<String> terminateEach(SessionCrowd crowd) {
        List<String> sent = new ArrayList<>();
        for (Backend backend : crowd.backends()) {
            String target = TARGETS.get(sent.size() % TARGETS.size());
            SessionId session = new SessionId(backend.pid(), backend.backendStart());
            sent.add(around.send(command(target, new Request.Terminate(List.of(session)), false)));
        }
        return sent;
    }

    private static void endedItsSession(String command) {
        Result result = around.answer(command);
        assertThat(result.sessions())
                .singleElement()
                .satisfies(session -> assertThat(session.outcome()).isEqualTo(SessionOutcome.TERMINATED));
    }
}
