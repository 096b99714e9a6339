package io.connwarden.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.connwarden.console.ConsoleTokens.Grant;
import io.connwarden.console.access.Scope;
import io.connwarden.console.audit.AuditFilter;
import io.connwarden.testing.SharedInfrastructure;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Rate limits, the audit log, labels, and a read-only console. */
@ExtendWith(OutputCaptureExtension.class)
class AccessLimitsIT {
    private static final String ACTION = "/api/v1/targets/orders-db/pause?dryRun=false&secret=cw_hidden";
    private static final TestTokens TOKENS = new TestTokens();

    private static ConfigurableApplicationContext console;
    private static CommandClient client;

    @BeforeAll
    static void start() {
        console = start(
                "--connwarden.console.max-actions-per-minute=3",
                "--connwarden.console.max-failed-logins-per-minute=2",
                "--connwarden.targets[0].id=orders-db",
                "--connwarden.targets[0].url=jdbc:postgresql://127.0.0.1:1/orders",
                "--connwarden.targets[0].user=watcher",
                "--connwarden.targets[0].labels.stage=prod",
                "--connwarden.targets[0].labels.team=shop");
        client = new CommandClient(console);
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--connwarden.console.tokens-file=" + TOKENS.file();
        return ConsoleTestApplication.start(SharedInfrastructure.kafka().bootstrapServers(), "access-limits-it.", all);
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void actions_above_the_limit_of_a_token_are_refused_and_reads_and_other_tokens_are_not() throws Exception {
        String busy = TOKENS.with(Scope.READ, Scope.OPERATE);
        for (int i = 0; i < 3; i++) {
            // An invalid body is refused after the count.
            assertThat(act(busy).statusCode()).isEqualTo(400);
        }
        HttpResponse<String> refused = act(busy);
        assertThat(CommandClient.problem(refused, 429)).contains("max-actions-per-minute", "nothing was done");
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 21);
        assertThat(get("/api/v1/targets", busy).statusCode()).isEqualTo(200);
        assertThat(act(TOKENS.with(Scope.OPERATE)).statusCode()).isEqualTo(400);
    }

    @Test
    void invalid_tokens_above_the_limit_of_an_address_are_refused_and_a_valid_one_is_not() throws Exception {
        HttpResponse<String> last = get("/api/v1/targets", "cw_x");
        for (int i = 0; i < 3; i++) {
            last = get("/api/v1/targets", "cw_x");
        }
        assertThat(CommandClient.problem(last, 429)).contains("127.0.0.1");
        assertThat(last.headers().firstValue("Retry-After")).isPresent();
        assertThat(get("/api/v1/targets", TOKENS.with(Scope.READ)).statusCode()).isEqualTo(200);
    }

    @Test
    void the_audit_log_has_sign_ins_actions_and_refusals_without_a_token(CapturedOutput output) throws Exception {
        Logger audit = (Logger) LoggerFactory.getLogger(AuditFilter.LOGGER);
        audit.setLevel(Level.INFO);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.list = new CopyOnWriteArrayList<>();
        appender.start();
        audit.addAppender(appender);
        String token = TOKENS.with(Scope.READ, Scope.OPERATE);
        String caller = "caller=token:" + token.substring(3, 11);
        get("/api/v1/targets", token);
        get("/api/v1/targets", token);
        act(token);
        get("/api/v1/targets/orders-db", TOKENS.with(Scope.APPROVE));
        client.get("/api/v1/alerts", "Authorization", "");
        // A line is written after its response, so that it has the status.
        await().atMost(Duration.ofMinutes(1))
                .until(() -> appender.list.stream()
                        .anyMatch(line -> line.getFormattedMessage().contains("/api/v1/alerts\" status=401")));
        audit.detachAppender(appender);
        List<String> lines =
                appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        assertThat(lines)
                .filteredOn(line -> line.contains("sign-in") && line.contains(caller))
                .as("one sign-in for three requests")
                .hasSize(1);
        assertThat(lines)
                .anyMatch(line -> line.contains("action name=\"tester\" " + caller + " address=127.0.0.1"
                        + " route=\"POST /api/v1/targets/orders-db/pause?dryRun=false\" status=400"))
                .anyMatch(line -> line.contains("refused name=\"tester\"")
                        && line.contains("route=\"GET /api/v1/targets/orders-db\" status=403"))
                .anyMatch(line -> line.contains("refused name=\"-\" caller=- address=127.0.0.1")
                        && line.contains("route=\"GET /api/v1/alerts\" status=401"));
        assertThat(output.getAll() + lines)
                .doesNotContain(token.substring(12), "cw_hidden", "cw_" + token.substring(3, 11));
    }

    @Test
    void a_token_with_labels_permits_the_targets_that_have_all_of_them() throws Exception {
        String both = withLabels(Map.of("stage", "prod", "team", "shop"));
        String other = withLabels(Map.of("stage", "prod", "team", "billing"));
        assertThat(get("/api/v1/permissions", both).body()).contains("\"targets\":[\"orders-db\"]");
        assertThat(get("/api/v1/permissions", other).body()).contains("\"targets\":[]");
        assertThat(get("/api/v1/targets/orders-db", both).statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/targets/orders-db", other).statusCode()).isEqualTo(403);
    }

    @Test
    void a_read_only_console_refuses_every_action_and_says_so_in_the_permissions() throws Exception {
        try (ConfigurableApplicationContext readOnly = start("--connwarden.console.read-only=true")) {
            CommandClient reader = new CommandClient(readOnly);
            String[] header = {"Authorization", "Bearer " + TOKENS.all(), "Content-Type", "application/json"};
            for (String path :
                    List.of(ACTION, "/functions/v1/connection-monitor?action=cleanup", "/hooks/alertmanager")) {
                HttpResponse<String> refused = reader.send("POST", path, "{}", header);
                assertThat(refused.statusCode()).as(path).isEqualTo(403);
                assertThat(refused.body()).contains("connwarden.console.read-only");
            }
            assertThat(reader.get("/functions/v1/connection-monitor?action=auto", header)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(reader.get("/api/v1/targets", header).statusCode()).isEqualTo(200);
            assertThat(reader.get("/api/v1/permissions", header).body()).contains("\"readOnly\":true");
        }
        assertThat(get("/api/v1/permissions", TOKENS.all()).body()).contains("\"readOnly\":false");
    }

    private static String withLabels(Map<String, String> labels) {
        return ConsoleTokens.create(
                TOKENS.file(), new Grant("tester", Set.of("read"), Set.of(), labels, null), Instant.now());
    }

    private static HttpResponse<String> act(String token) throws Exception {
        return client.send("POST", ACTION, "no json", "Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> get(String path, String token) throws Exception {
        return client.get(path, "Authorization", "Bearer " + token);
    }
}
