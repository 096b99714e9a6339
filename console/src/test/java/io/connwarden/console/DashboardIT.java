package io.connwarden.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.connwarden.console.ConsoleTokens.Grant;
import io.connwarden.console.access.Scope;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.AlertSeverity;
import io.connwarden.contracts.message.AlertStatus;
import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.DecisionReason;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.PauseSummary;
import io.connwarden.contracts.message.PauseWindow;
import io.connwarden.contracts.message.PlanSummary;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionClass;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.contracts.message.SessionSnapshot.Row;
import io.connwarden.testing.SharedInfrastructure;
import io.connwarden.testing.browser.Browser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.springframework.context.ConfigurableApplicationContext;

/** The dashboard in Chromium, on a real broker, with an actuator that answers as a test defines. */
class DashboardIT {
    private static final String PREFIX = "dashboard-it.";
    private static final String[] TOPICS = {"health", "sessions", "results", "alerts", "commands"};
    private static final int TARGETS = 500;
    private static final int SESSIONS = 5_000;
    private static final int CHANGED_PID = 2;

    private static ConsoleClient console;
    private static ConsoleClient empty;
    private static StubActuator actuator;

    @BeforeAll
    static void start() throws Exception {
        String bootstrap = SharedInfrastructure.kafka().bootstrapServers();
        console = ConsoleClient.start(bootstrap, PREFIX, TOPICS);
        empty = ConsoleClient.start(bootstrap, PREFIX + "empty.", TOPICS);
        actuator = new StubActuator(bootstrap, PREFIX);
        actuator.answer(DashboardIT::answer);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        try (EventSource source = new EventSource(bootstrap)) {
            for (int age = 1500; age >= 0; age -= 10) {
                Instant time = now.minusSeconds(age);
                source.send(PREFIX + "health", "shop-" + age, time, health("shop-db", time, 92 - age % 300 / 6));
            }
            for (int i = 1; i < TARGETS; i++) {
                source.send(PREFIX + "health", "h" + i, now, health("orders-%03d".formatted(i), now, i % 70));
            }
            for (int age = 20; age >= 0; age -= 2) {
                Instant time = now.minusSeconds(age);
                source.send(PREFIX + "sessions", "s" + age, time, Snapshots.of("shop-db", time, rows(time, 92 - age)));
            }
            source.send(PREFIX + "sessions", "big", now, Snapshots.of("orders-069", now, rows(now, SESSIONS)));
            source.send(PREFIX + "alerts", "a1", now, alert(now));
            source.send(PREFIX + "results", "backup", now, scheduledPause("orders-009", now));
        }
    }

    @AfterAll
    static void stop() {
        actuator.close();
        console.close();
        empty.close();
    }

    @ParameterizedTest
    @CsvSource({"1280, 800, false", "375, 800, true", "2560, 1300, true"})
    void every_view_is_accessible_and_fits_the_screen(int width, int height, boolean dark) {
        try (Browser browser = Browser.open(width, height, dark)) {
            String suffix = "-" + width + (dark ? "-dark" : "-light");
            browser.go(address(console, ""));
            browser.eventually(() -> assertThat(browser.text(".sign, .gate h1")).isEqualTo("Sign in"));
            browser.assertAccessible("sign-in");
            signIn(browser, empty, "");
            browser.eventually(() -> assertThat(browser.text(".notice h2")).isEqualTo("No target yet"));
            browser.assertAccessible("empty fleet");
            browser.screenshot("fleet-empty" + suffix);
            signIn(browser, console, "");
            browser.eventually(
                    () -> assertThat(browser.count(".fleet-row[href]")).isEqualTo(TARGETS));
            browser.assertAccessible("fleet");
            browser.screenshot("fleet" + suffix);
            signIn(browser, console, "?target=shop-db");
            browser.eventually(
                    () -> assertThat(browser.count("cw-rows [id^=session]")).isPositive());
            browser.eventually(
                    () -> assertThat(browser.count("cw-chart canvas")).isPositive());
            browser.assertAccessible("target");
            browser.screenshot("target" + suffix);
            browser.press("?");
            browser.eventually(() -> assertThat(browser.text("dialog h2")).isEqualTo("Keys"));
            browser.assertAccessible("help");
            browser.escape();
            browser.eventually(() -> assertThat(browser.count("dialog[open]")).isZero());
            browser.click("[data-action=cleanup]");
            browser.eventually(() -> assertThat(browser.text("dialog .result")).contains("session would end"));
            browser.assertAccessible("preview");
            browser.screenshot("preview" + suffix);
            if (width == 1280) {
                browser.documentationScreenshot("dashboard-preview");
            }
            browser.assertNoErrors();
        }
    }

    @Test
    void the_fleet_shows_each_trouble_at_one_glance() throws Exception {
        String bootstrap = SharedInfrastructure.kafka().bootstrapServers();
        String prefix = PREFIX + "trouble.";
        try (ConsoleClient trouble = ConsoleClient.start(bootstrap, prefix, TOPICS);
                EventSource source = new EventSource(bootstrap);
                Browser browser = Browser.open(1280, 680, false)) {
            FleetOfTrouble.send(source, prefix, Instant.now().truncatedTo(ChronoUnit.MILLIS));
            signIn(browser, trouble, "");
            browser.eventually(
                    () -> assertThat(browser.count(".fleet-row[href]")).isEqualTo(12));
            browser.eventually(() -> assertThat(browser.text(".fleet-list"))
                    .contains(
                            "Critical",
                            "Unreachable",
                            "Unknown",
                            "Warning",
                            "Cleanup needed",
                            "Watching",
                            "Paused until")
                    .contains("ConnectionSlotsCritical", "checkout-service"));
            browser.assertAccessible("fleet of trouble");
            browser.documentationScreenshot("dashboard-fleet");
            browser.emulate(1280, 680, true);
            browser.assertAccessible("fleet of trouble, dark");
            browser.documentationScreenshot("dashboard-fleet-dark");
            browser.emulate(375, 800, false);
            browser.assertAccessible("fleet of trouble, narrow");
            browser.screenshot("fleet-of-trouble-375");
        }
    }

    @Test
    void the_worst_target_is_first_and_a_filter_stays_in_the_address() {
        try (Browser browser = Browser.open(1280, 800, false)) {
            signIn(browser, console, "");
            browser.eventually(
                    () -> assertThat(browser.text(".fleet-row[href]")).contains("shop-db", "Critical"));
            assertThat(browser.address()).doesNotContain("token").doesNotContain("cw_");
            browser.press("/", "orders-00");
            browser.eventually(
                    () -> assertThat(browser.count(".fleet-row[href]")).isEqualTo(9));
            assertThat(browser.address()).contains("q=orders-00");
            browser.go(browser.address());
            browser.eventually(
                    () -> assertThat(browser.count(".fleet-row[href]")).isEqualTo(9));
            browser.press("j", "j", Keys.ENTER);
            browser.eventually(() -> assertThat(browser.text("h1")).startsWith("orders-00"));
            browser.assertNoErrors();
        }
    }

    @Test
    void sessions_are_filtered_grouped_and_shown_as_they_were() {
        try (Browser browser = Browser.open(1280, 1000, false)) {
            signIn(browser, console, "?target=shop-db");
            browser.eventually(() ->
                    assertThat(browser.text("#panel-sessions .panel-head")).contains("92 of 92"));
            browser.select("[data-filter=state]", "idle in transaction");
            browser.eventually(() ->
                    assertThat(browser.text("#panel-sessions .panel-head")).contains("9 of 92"));
            assertThat(browser.address()).contains("state=idle");
            browser.select("[data-filter=state]", "");
            browser.select("[data-filter=group]", "application");
            browser.eventually(() -> assertThat(browser.text(".grid-row.group")).contains("checkout-service 83"));
            browser.press("[");
            browser.eventually(() -> assertThat(browser.text(".band.past")).contains("The past"));
            browser.eventually(() ->
                    assertThat(browser.text("#panel-sessions .panel-head")).contains("of 90"));
            browser.press("[");
            browser.eventually(() ->
                    assertThat(browser.text("#panel-sessions .panel-head")).contains("of 88"));
            assertThat(browser.text("#why-target")).contains("sample of the past");
            browser.press("]", "]");
            browser.eventually(() ->
                    assertThat(browser.text("#panel-sessions .panel-head")).contains("of 92"));
            browser.eventually(() -> assertThat(browser.count(".band.past")).isZero());
            browser.press(" ");
            browser.eventually(() -> assertThat(browser.text(".band.past")).contains("Held"));
            browser.press(" ");
            browser.eventually(() -> assertThat(browser.count(".band.past")).isZero());
            browser.assertNoErrors();
        }
    }

    @Test
    void exported_samples_are_opened_from_a_file_and_a_malformed_file_is_refused(@TempDir Path directory)
            throws Exception {
        Path file = Files.writeString(
                directory.resolve("connwarden-shop-db.jsonl"),
                console.send("/api/v1/targets/shop-db/samples/export").body());
        Path malformed = Files.writeString(directory.resolve("malformed.jsonl"), "no JSON");
        try (Browser browser = Browser.open(1280, 1000, false)) {
            signIn(browser, console, "?target=shop-db");
            browser.eventually(() ->
                    assertThat(browser.text("#panel-sessions .panel-head")).contains("92 of 92"));
            browser.choose("#samples-file", malformed);
            browser.eventually(() -> assertThat(browser.text(".toast")).contains("Line 1 is not JSON"));
            assertThat(browser.count(".band.past")).isZero();
            browser.choose("#samples-file", file);
            browser.eventually(
                    () -> assertThat(browser.text(".band.past")).contains("File connwarden-shop-db.jsonl: shop-db at"));
            browser.eventually(() ->
                    assertThat(browser.text("#panel-sessions .panel-head")).contains("72 of 72"));
            assertThat(browser.text("#why-target")).contains("sample of the past");
            browser.press("]");
            browser.eventually(() ->
                    assertThat(browser.text("#panel-sessions .panel-head")).contains("74 of 74"));
            browser.assertAccessible("file");
            browser.escape();
            browser.eventually(() ->
                    assertThat(browser.text("#panel-sessions .panel-head")).contains("92 of 92"));
            assertThat(browser.count(".band.past")).isZero();
            browser.script("""
                    window.exported = [];
                    const create = URL.createObjectURL;
                    URL.createObjectURL = (blob) => {
                      blob.text().then((text) => window.exported.push(text));
                      return create(blob);
                    };
                    HTMLAnchorElement.prototype.click = function () {
                      window.exported.push(this.download);
                    };""");
            browser.click("#samples-export");
            List<String> expected = List.of("connwarden-shop-db.jsonl", Files.readString(file));
            assertThat(Files.readAllLines(file)).hasSize(11);
            browser.eventually(() -> assertThat(browser.<List<String>>script("return window.exported"))
                    .containsExactlyInAnyOrderElementsOf(expected));
            browser.assertNoErrors();
        }
    }

    @Test
    void a_file_can_be_dropped_anywhere_on_the_page_of_a_target() throws Exception {
        try (Browser browser = Browser.open(1280, 1000, false)) {
            signIn(browser, console, "?target=shop-db");
            browser.eventually(() ->
                    assertThat(browser.text("#panel-sessions .panel-head")).contains("92 of 92"));
            browser.script(
                    """
                    const data = new DataTransfer();
                    data.items.add(new File([arguments[0]], 'dropped.jsonl'));
                    window.isAccepted = ['dragover', 'drop'].map((type) => !document.querySelector('header.top')
                      .dispatchEvent(new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true})));""", console.send("/api/v1/targets/shop-db/samples/export").body());
            assertThat(browser.<List<Boolean>>script("return window.isAccepted"))
                    .containsExactly(true, true);
            browser.eventually(() -> assertThat(browser.text(".band.past")).contains("File dropped.jsonl: shop-db at"));
            browser.assertNoErrors();
        }
    }

    @Test
    void a_file_that_is_read_after_the_target_changed_is_not_shown(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(
                directory.resolve("samples.jsonl"),
                console.send("/api/v1/targets/shop-db/samples/export").body());
        try (Browser browser = Browser.open(1280, 1000, false)) {
            signIn(browser, console, "?target=shop-db");
            browser.eventually(() ->
                    assertThat(browser.text("#panel-sessions .panel-head")).contains("92 of 92"));
            browser.script("""
                    const read = Blob.prototype.text;
                    Blob.prototype.text = async function () {
                      await new Promise((resolve) => (window.goOn = resolve));
                      const text = await read.call(this);
                      setTimeout(() => (window.isRead = true));
                      return text;
                    };""");
            browser.choose("#samples-file", file);
            browser.eventually(() -> assertThat(browser.<Boolean>script("return window.goOn !== undefined"))
                    .isTrue());
            browser.click(".crumb a");
            browser.click(".fleet-row[href$='target=orders-069']");
            browser.eventually(() ->
                    assertThat(browser.text("#panel-sessions .panel-head")).contains("of 5000"));
            browser.script("window.goOn()");
            browser.eventually(() -> assertThat(browser.<Boolean>script("return window.isRead === true"))
                    .isTrue());
            assertThat(browser.address()).contains("orders-069").doesNotContain("at=");
            assertThat(browser.count(".band.past")).isZero();
            browser.assertNoErrors();
        }
    }

    @Test
    void a_history_that_is_not_available_has_its_cause_and_is_read_again() {
        try (Browser browser = Browser.open(1280, 1000, false)) {
            signIn(browser, console, "?target=shop-db&range=6h");
            browser.eventually(() -> assertThat(browser.text("#panel-chart"))
                    .contains("Not available", "the log store is not configured", "connwarden.console.log-store.url")
                    .doesNotContain("by itself"));
            browser.script("""
                    const real = window.fetch;
                    const item = (time, connections) =>
                      ({time, status: 'HEALTHY', connections, active: 1, idle: connections - 1, zombie: 0});
                    window.fetch = (url, options) => url.includes('/history')
                      ? Promise.resolve(Response.json({items: [item(new Date(Date.now() - 60_000).toISOString(), 5),
                          item(new Date().toISOString(), 7)]})) : real(url, options);""");
            browser.eventually(
                    Duration.ofMinutes(1),
                    () -> assertThat(browser.count("#panel-chart canvas")).isPositive());
            browser.assertNoErrors();
        }
    }

    @Test
    void five_thousand_sessions_have_few_elements_and_scroll() {
        try (Browser browser = Browser.open(1280, 1000, false)) {
            signIn(browser, console, "?target=orders-069");
            browser.eventually(() ->
                    assertThat(browser.text("#panel-sessions .panel-head")).contains("of 5000"));
            assertThat(browser.count("cw-rows [id^=session]")).isBetween(10, 80);
            String shown = browser.text("#panel-sessions .panel-head").replaceAll("(?s).*?(\\d+) of 5000.*", "$1");
            String lastRow = "cw-rows [aria-rowindex='" + (Integer.parseInt(shown) + 1) + "']";
            browser.script("document.querySelector('cw-rows').scrollTop = 1e9");
            browser.eventually(() -> assertThat(browser.count(lastRow)).isOne());
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, false", "375, true"})
    void one_chosen_session_is_previewed_and_terminated(int width, boolean dark) {
        try (Browser browser = Browser.open(width, 900, dark)) {
            signIn(browser, console, "?target=shop-db&q=checkout&sort=pid");
            browser.eventually(
                    () -> assertThat(browser.count("cw-rows [id^=session]")).isPositive());
            assertThat(browser.text("#why-selection")).contains("select a session first");
            browser.press("j", "x", "K");
            browser.eventually(() -> assertThat(browser.text("dialog .goes h3")).isEqualTo("1 session would end"));
            assertThat(browser.count("dialog button.primary:disabled")).isOne();
            browser.type("dialog [name=reason]", "a leak");
            browser.screenshot("terminate-" + width);
            browser.click("dialog button.primary");
            browser.eventually(() -> assertThat(browser.text("dialog .goes h3")).isEqualTo("1 session ended"));
            Command sent = lastSent();
            assertThat(sent.dryRun()).isFalse();
            assertThat(sent.reason()).isEqualTo("a leak");
            assertThat(sent.requestedBy()).isEqualTo("tester");
            assertThat(sessionsOf(sent)).extracting(SessionId::pid).containsExactly(1);
            browser.assertNoErrors();
        }
    }

    @Test
    void a_session_that_changed_is_refused() {
        try (Browser browser = Browser.open(1280, 900, false)) {
            signIn(browser, console, "?target=shop-db&q=checkout&sort=pid");
            browser.eventually(
                    () -> assertThat(browser.count("cw-rows [id^=session]")).isPositive());
            browser.press("j", "j", "x", "K");
            browser.type("dialog [name=reason]", "a leak");
            browser.click("dialog button.primary");
            browser.eventually(() -> assertThat(browser.text("dialog .problem")).contains("Changed meanwhile"));
            assertThat(browser.text("dialog .problem")).contains("a new transaction began");
        }
    }

    @Test
    void a_recurring_pause_is_shown_between_its_times() {
        try (Browser browser = Browser.open(1280, 900, false)) {
            signIn(browser, console, "?target=orders-009");
            browser.eventually(() -> assertThat(browser.text(".band.scheduled"))
                    .contains("Pauses from", ":00:00 to ", "by anna: a weekly backup"));
            browser.assertAccessible("scheduled pause");
            browser.screenshot("scheduled-pause");
            browser.click("[data-action=resume-known]");
            browser.eventually(() -> assertThat(browser.text("dialog .resume-effect"))
                    .contains("Ends the pause of orders-009", "All its later times end too"));
            browser.escape();
        }
    }

    private static Result scheduledPause(String target, Instant now) {
        String day =
                now.atZone(ZoneOffset.UTC).plusDays(3).getDayOfWeek().name().substring(0, 3);
        PauseWindow window = new PauseWindow("0 0 2 * * " + day, "UTC", 60);
        PauseSummary pause = new PauseSummary(
                target, "anna", "a weekly backup", now, null, new UUID(0, 9), null, window, null, null);
        return Result.builder(target, CommandOutcome.COMPLETED, new DecisionReason("COMMAND", "paused"), now, now)
                .pauses(List.of(pause))
                .build();
    }

    @Test
    void a_target_is_paused_for_five_minutes_and_resumed() {
        try (Browser browser = Browser.open(1280, 900, false)) {
            signIn(browser, console, "?target=shop-db");
            browser.click("[data-action=pause]");
            browser.type("dialog [name=reason]", "a migration");
            browser.click("dialog button.primary");
            browser.eventually(() -> assertThat(browser.text("dialog .result")).contains("Completed"));
            assertThat(lastSent().parameters())
                    .isInstanceOfSatisfying(
                            CommandParameters.Pause.class,
                            pause -> assertThat(pause.until()).isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES)));
            browser.escape();
            browser.eventually(() -> assertThat(browser.text(".band.paused")).contains("tester", "a migration"));
            browser.click("[data-action=resume][aria-disabled=false]");
            browser.click("dialog button.primary");
            browser.eventually(() -> assertThat(lastSent().parameters()).isInstanceOf(CommandParameters.Resume.class));
            browser.eventually(() -> assertThat(browser.count(".band.paused")).isZero());
        }
    }

    @Test
    void all_targets_are_paused_with_a_preview_and_resumed_from_a_target() throws Exception {
        String bootstrap = SharedInfrastructure.kafka().bootstrapServers();
        String prefix = PREFIX + "pauses.";
        try (ConsoleClient pauses = ConsoleClient.start(bootstrap, prefix, TOPICS);
                StubActuator stub = new StubActuator(bootstrap, prefix);
                EventSource source = new EventSource(bootstrap);
                Browser browser = Browser.open(1280, 900, false)) {
            stub.answer(DashboardIT::answer);
            FleetOfTrouble.send(source, prefix, Instant.now().truncatedTo(ChronoUnit.MILLIS));
            signIn(browser, pauses, "");
            browser.eventually(
                    () -> assertThat(browser.count(".fleet-row[href]")).isEqualTo(12));
            browser.screenshot("fleet-with-pause-1280-light");
            browser.click("[data-action=pause-all]");
            browser.eventually(() -> assertThat(browser.text("dialog .pause-effect"))
                    .contains("ends no session on any target: 12 targets now", "The pause ends at", "as requested"));
            browser.assertAccessible("pause of all targets");
            browser.screenshot("pause-all-1280-light");
            browser.click("dialog [name=scope][value=labels]");
            browser.type("dialog [name=reason]", "weekly maintenance");
            assertThat(browser.text("dialog .pause-effect")).contains("Enter labels");
            assertThat(browser.count("dialog button.primary:disabled")).isOne();
            browser.type("dialog [name=labels]", "env=prod");
            browser.click("dialog [name=times][value=window]");
            browser.eventually(() -> assertThat(browser.text("dialog .pause-effect"))
                    .contains("the labels env=prod", "60 min at each time of “0 0 2 * * SUN”", "by Resume only"));
            browser.screenshot("pause-labels-1280-light");
            browser.emulate(375, 800, true);
            browser.assertAccessible("pause of labels, narrow and dark");
            browser.screenshot("pause-labels-375-dark");
            browser.click("dialog button.primary");
            browser.eventually(() -> assertThat(browser.text("dialog .result")).contains("Completed"));
            Command restricted = lastSent(stub);
            assertThat(restricted.target()).isEqualTo(Command.ALL_TARGETS);
            assertThat(restricted.dryRun()).isFalse();
            assertThat(restricted.parameters()).isInstanceOfSatisfying(CommandParameters.Pause.class, pause -> {
                assertThat(pause.labels()).containsOnly(entry("env", "prod"));
                assertThat(pause.window()).isNotNull();
                assertThat(pause.until()).isNull();
            });
            browser.escape();
            browser.emulate(1280, 900, true);
            browser.click("[data-action=pause-all]");
            browser.type("dialog [name=reason]", "an incident");
            browser.click("dialog button.primary");
            browser.eventually(() -> assertThat(browser.text("dialog .result")).contains("Completed"));
            browser.escape();
            browser.eventually(() -> assertThat(browser.text(".fleet .band.paused"))
                    .contains("Paused until", "all targets", "tester", "an incident"));
            browser.assertAccessible("fleet with a pause of all targets");
            browser.screenshot("fleet-paused-1280-dark");
            browser.click(".fleet-row[href]");
            browser.eventually(() -> assertThat(browser.text(".band.paused")).contains("all targets", "an incident"));
            browser.screenshot("target-paused-1280-dark");
            browser.click("[data-action=resume-known][aria-disabled=false]");
            browser.eventually(
                    () -> assertThat(browser.text("dialog")).contains("Resume all targets", "Ends the pause of all"));
            browser.assertAccessible("resume of all targets");
            browser.screenshot("resume-all-1280-dark");
            browser.click("dialog button.primary");
            browser.eventually(() -> assertThat(browser.count(".band.paused")).isZero());
            assertThat(lastSent(stub).target()).isEqualTo(Command.ALL_TARGETS);
            assertThat(lastSent(stub).parameters()).isInstanceOf(CommandParameters.Resume.class);
            browser.assertNoErrors();
        }
    }

    @Test
    void an_action_that_needs_a_second_token_is_approved_by_another_one() throws Exception {
        String bootstrap = SharedInfrastructure.kafka().bootstrapServers();
        String prefix = PREFIX + "approval.";
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        try (ConsoleClient approval = ConsoleClient.start(
                        bootstrap, prefix, Stream.of(TOPICS), "--connwarden.console.second-approval-targets=shop-db");
                StubActuator stub = new StubActuator(bootstrap, prefix);
                EventSource source = new EventSource(bootstrap);
                Browser browser = Browser.open(1280, 900, false)) {
            stub.answer(DashboardIT::plan);
            source.send(prefix + "health", "h", now, health("shop-db", now, 3));
            Row[] rows = rows(now, 3);
            rows[1] = withoutStart(rows[1]);
            source.send(prefix + "sessions", "s", now, Snapshots.of("shop-db", now, rows));
            signIn(browser, approval, "?target=shop-db&sort=pid");
            browser.eventually(
                    () -> assertThat(browser.count("cw-rows [id^=session]")).isEqualTo(3));
            browser.click(".grid-head input");
            browser.eventually(() -> assertThat(browser.text(".selection")).contains("2 selected"));
            assertThat(browser.count("cw-rows [id^=session] input:disabled[title*='not visible']"))
                    .isOne();
            browser.press("K");
            browser.eventually(() -> assertThat(browser.text("dialog .goes h3")).isEqualTo("2 sessions would end"));
            browser.type("dialog [name=reason]", "a leak");
            browser.click("dialog button.primary");
            browser.eventually(() -> assertThat(browser.text("dialog .waits"))
                    .contains("waits for a second token", "another token with the scope approve"));
            browser.assertAccessible("action that waits for a second token");
            browser.screenshot("second-token-1280-light");
            assertThat(lastSent(stub).dryRun()).isTrue();
            browser.escape();
            browser.eventually(() -> assertThat(browser.text(".band.plan"))
                    .contains("tester asks to end 2 sessions", "you requested this action"));
            assertThat(browser.count("[data-action=approve][aria-disabled=false]"))
                    .isZero();
            browser.click("[data-action=approve][aria-disabled=true]");
            browser.eventually(() -> assertThat(browser.text(".toast")).contains("Approve: you requested this action"));
            browser.screenshot("second-token-band-1280-light");

            String other = ConsoleTokens.create(
                    TestTokens.shared().file(),
                    new Grant("bob", Set.of("read", "approve"), Set.of(), Map.of(), null),
                    Instant.now());
            browser.emulate(375, 800, true);
            browser.go("about:blank");
            browser.go(address(approval, "?target=shop-db#token=" + other));
            browser.eventually(() -> assertThat(browser.text(".band.plan")).contains("tester asks", "“operate”"));
            browser.assertAccessible("plan of another token, narrow and dark");
            browser.screenshot("second-token-band-375-dark");
            browser.click("[data-action=approve][aria-disabled=false]");
            browser.eventually(() -> assertThat(browser.text("dialog h2")).contains("action of tester"));
            browser.type("dialog [name=reason]", "agreed");
            browser.click("dialog button.primary");
            browser.eventually(() -> assertThat(browser.text("dialog .result")).contains("Completed"));
            assertThat(lastSent(stub).parameters()).isInstanceOf(CommandParameters.Approve.class);
            assertThat(lastSent(stub).requestedBy()).isEqualTo("bob");
            assertThat(lastSent(stub).reason()).isEqualTo("agreed");
            browser.assertNoErrors();
        }
    }

    @Test
    void an_action_whose_answer_is_lost_is_sent_again_under_its_key() {
        try (Browser browser = Browser.open(1280, 900, false)) {
            signIn(browser, console, "?target=orders-011");
            browser.click("[data-action=pause]");
            browser.type("dialog [name=reason]", "lost answer");
            browser.script("""
                    const real = window.fetch;
                    window.keys = [];
                    window.fetch = async (url, options) => {
                      const isAction = options.method === 'POST' && url.includes('dryRun=false');
                      if (isAction) {
                        window.keys.push(options.headers['Idempotency-Key']);
                      }
                      const response = await real(url, options);
                      if (isAction && window.keys.length === 1) {
                        throw new TypeError('connection lost');
                      }
                      return response;
                    };""");
            browser.click("dialog button.primary");
            browser.eventually(() -> assertThat(browser.text("dialog .primary")).isEqualTo("Send again"));
            assertThat(browser.text("dialog")).contains("No answer", "done once at most");
            assertThat(browser.count("dialog fieldset:not(:disabled) > label input"))
                    .isZero();
            browser.screenshot("send-again-1280-light");
            browser.click("dialog button.primary");
            browser.eventually(() -> assertThat(browser.text("dialog .result")).contains("Completed"));
            List<String> keys = browser.script("return window.keys");
            assertThat(keys).hasSize(2);
            assertThat(keys.get(0)).isEqualTo(keys.get(1));
            browser.assertNoErrors();
        }
    }

    @Test
    void a_timeline_without_a_log_store_says_what_is_missing() {
        try (Browser browser = Browser.open(1280, 1000, false)) {
            signIn(browser, console, "?target=shop-db");
            browser.eventually(() -> assertThat(browser.text("#panel-timeline"))
                    .contains("in the memory of the monitor", "the log store is not configured"));
            browser.assertAccessible("timeline without a log store");
        }
    }

    @Test
    void an_action_is_sent_once_and_its_fields_are_fixed_meanwhile() {
        CountDownLatch answered = new CountDownLatch(1);
        actuator.answer(command -> {
            awaitUninterruptibly(answered);
            return answer(command);
        });
        try (Browser browser = Browser.open(1280, 900, false)) {
            signIn(browser, console, "?target=orders-007");
            browser.click("[data-action=pause]");
            browser.type("dialog [name=reason]", "once");
            browser.keys(Keys.ENTER);
            browser.eventually(() -> assertThat(browser.text("dialog .primary")).startsWith("Sending"));
            assertThat(browser.count("dialog input:enabled")).isZero();
            browser.script("document.querySelector('dialog form').requestSubmit();"
                    + "document.querySelector('dialog form').dispatchEvent(new Event('submit', {cancelable: true}))");
            String focused = browser.script("return document.activeElement.closest('dialog') ? 'dialog' : 'page'");
            assertThat(focused).isEqualTo("dialog");
            answered.countDown();
            browser.eventually(() -> assertThat(browser.text("dialog .result")).contains("Completed"));
            assertThat(actuator.received().stream()
                            .filter(event -> event.data().reason().equals("once")))
                    .hasSize(1);
            browser.assertNoErrors();
        } finally {
            answered.countDown();
            actuator.answer(DashboardIT::answer);
        }
    }

    /** A browser opens six connections to a server, and each shown page needs one for its events. */
    @Test
    void many_tabs_do_not_starve_each_other() {
        try (Browser browser = Browser.open(1280, 900, false)) {
            for (int tab = 0; tab < 8; tab++) {
                signIn(browser, console, "?target=shop-db");
                browser.eventually(() -> assertThat(browser.text(".link")).isEqualTo("Live"));
                browser.newTab();
            }
            signIn(browser, console, "?target=shop-db");
            browser.click("[data-action=cleanup]");
            browser.eventually(() -> assertThat(browser.text("dialog .result")).contains("session would end"));
        }
    }

    @Test
    void an_unavailable_part_is_not_called_forbidden_and_the_values_stay() throws Exception {
        String bootstrap = SharedInfrastructure.kafka().bootstrapServers();
        try (Browser browser = Browser.open(1280, 900, false);
                EventSource source = new EventSource(bootstrap)) {
            signIn(browser, console, "");
            browser.eventually(
                    () -> assertThat(browser.count(".fleet-row[href]")).isEqualTo(TARGETS));
            browser.eventually(() -> assertThat(browser.text(".link")).isEqualTo("Live"));
            browser.script("""
                    const real = window.fetch;
                    window.fetch = (url, options) => url.includes('/stream') ? real(url, options)
                      : Promise.resolve(new Response('{"detail": "the view is not read yet"}', {status: 503}));""");
            Instant now = Instant.now();
            source.send(PREFIX + "alerts", "a2", now, alert(now));
            browser.eventually(() -> assertThat(browser.text(".fleet .band"))
                    .contains("the view is not read yet", "tries again by itself"));
            assertThat(browser.count(".fleet-row[href]")).isEqualTo(TARGETS);
            assertThat(browser.count(".gate")).isZero();
            browser.assertAccessible("unavailable");
        }
    }

    @Test
    void too_many_sign_ins_are_told_apart_from_a_refusal() {
        try (Browser browser = Browser.open(375, 800, false);
                ConfigurableApplicationContext strict = ConsoleTestApplication.start(
                        SharedInfrastructure.kafka().bootstrapServers(),
                        PREFIX + "strict.",
                        "--connwarden.console.max-failed-logins-per-minute=1")) {
            String address =
                    "http://127.0.0.1:" + strict.getEnvironment().getProperty("local.server.port") + "/#token=";
            browser.go(address + "cw_wrong1");
            browser.eventually(() -> assertThat(browser.text(".gate h1")).isEqualTo("Sign in"));
            // On a slow machine the second attempt is in another minute and permitted; a later one is not.
            browser.eventually(() -> {
                browser.go("about:blank");
                browser.go(address + "cw_wrong2");
                browser.eventually(() -> assertThat(browser.text(".gate h1")).isNotEmpty());
                assertThat(browser.text(".gate")).contains("Not available now", "Too many requests");
            });
            browser.assertAccessible("too many requests");
        }
    }

    @Test
    void a_token_without_operate_shows_disabled_buttons_with_the_reason() {
        try (Browser browser = Browser.open(1280, 900, false)) {
            String token = TestTokens.shared().with(Scope.READ);
            browser.go(address(console, "?target=shop-db#token=" + token));
            browser.eventually(() -> assertThat(browser.text("#why-target")).contains("no scope “operate”"));
            assertThat(browser.count("[data-action=emergency][aria-disabled=true]"))
                    .isOne();
            browser.click("[data-action=emergency]");
            browser.eventually(() -> assertThat(browser.text(".toast")).contains("no scope “operate”"));
            assertThat(browser.count("dialog[open]")).isZero();
        }
    }

    @Test
    void a_token_without_read_is_told_what_to_do_and_the_page_speaks_chinese() {
        try (Browser browser = Browser.open(1280, 900, false)) {
            String token = TestTokens.shared().with(Scope.OPERATE);
            browser.go(address(console, "#token=" + token));
            browser.eventually(() -> assertThat(browser.text(".gate h1")).isEqualTo("Not permitted"));
            browser.assertAccessible("forbidden");
            browser.click("[lang=zh]");
            browser.eventually(() -> assertThat(browser.text(".gate h1")).isEqualTo("没有权限"));
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void signIn(Browser browser, ConsoleClient to, String query) {
        browser.go("about:blank");
        browser.go(address(to, query + "#token=" + TestTokens.shared().all()));
    }

    private static String address(ConsoleClient to, String rest) {
        return "http://127.0.0.1:" + to.port() + "/" + rest;
    }

    private static Command lastSent() {
        return lastSent(actuator);
    }

    private static Command lastSent(StubActuator of) {
        List<Event<Command>> received = of.received();
        return received.get(received.size() - 1).data();
    }

    private static List<SessionId> sessionsOf(Command command) {
        return command.parameters() instanceof CommandParameters.Terminate terminate ? terminate.sessions() : List.of();
    }

    private static Optional<Result> answer(Event<Command> command) {
        boolean isDryRun = command.data().dryRun();
        List<SessionReport> reports = command.data().parameters() instanceof CommandParameters.Cleanup
                ? List.of(
                        report(7, SessionOutcome.WOULD_TERMINATE, "idle for 900 s, threshold 900 s"),
                        report(8, SessionOutcome.SPARED, "keeps its 2 idle sessions (G6)"))
                : sessionsOf(command.data()).stream()
                        .map(session -> reportOf(session.pid(), isDryRun))
                        .toList();
        return Optional.of(StubActuator.completed(command)
                .sessions(reports)
                .pauses(pausesAfter(command))
                .build());
    }

    /** A dry run is a plan, as of the actuator. */
    private static Optional<Result> plan(Event<Command> command) {
        List<SessionReport> reports = sessionsOf(command.data()).stream()
                .map(session -> reportOf(session.pid(), true))
                .toList();
        UUID plan = UUID.nameUUIDFromBytes(command.id().id().getBytes(StandardCharsets.UTF_8));
        Instant now = Instant.now();
        Result.Builder result = StubActuator.completed(command).sessions(reports);
        return Optional.of(
                reports.isEmpty()
                        ? result.build()
                        : result.plan(new PlanSummary(plan, "COMMAND", reports.size(), now, now.plusSeconds(900)))
                                .build());
    }

    /** A session without a visible start. */
    private static Row withoutStart(Row row) {
        return new Row(
                row.pid(),
                null,
                row.user(),
                row.database(),
                row.application(),
                row.clientAddress(),
                null,
                null,
                null,
                null,
                null,
                null,
                row.backendType(),
                row.blockedBy(),
                row.sessionClass(),
                row.guard());
    }

    private static @Nullable List<PauseSummary> pausesAfter(Event<Command> command) {
        if (command.data().dryRun()) {
            return null;
        }
        if (command.data().parameters() instanceof CommandParameters.Pause pause) {
            Command data = command.data();
            return List.of(
                    new PauseSummary(data.target(), data.requestedBy(), data.reason(), command.time(), pause.until()));
        }
        return command.data().parameters() instanceof CommandParameters.Resume ? List.of() : null;
    }

    private static SessionReport reportOf(int pid, boolean isDryRun) {
        if (isDryRun) {
            return report(pid, SessionOutcome.WOULD_TERMINATE, "named by the command");
        }
        return pid == CHANGED_PID
                ? report(pid, SessionOutcome.CHANGED, "a new transaction began")
                : report(pid, SessionOutcome.TERMINATED, "named by the command; ended");
    }

    private static SessionReport report(int pid, SessionOutcome outcome, String reason) {
        return SessionReport.builder(pid, outcome, reason)
                .application("checkout-service")
                .build();
    }

    private static Row[] rows(Instant time, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(pid -> pid % 10 == 0
                        ? Snapshots.row(
                                pid, "catalog-api", "idle in transaction", time, SessionClass.IDLE_IN_TRANSACTION)
                        : Snapshots.row(pid, "checkout-service", "idle", time, SessionClass.ZOMBIE))
                .toArray(Row[]::new);
    }

    private static Health health(String target, Instant time, int sessions) {
        HealthStatus status = sessions > 85 ? HealthStatus.CRITICAL : HealthStatus.HEALTHY;
        return Health.builder(target, status, sessions + " of 95 usable slots taken", time)
                .counts(Counts.builder()
                        .totalConnections(sessions)
                        .activeConnections(sessions / 10)
                        .idleConnections(sessions - sessions / 10)
                        .zombieConnections(sessions / 3)
                        .maxConnections(100)
                        .usableConnections(95)
                        .build())
                .topApplications(Stream.of(new ApplicationUsage("checkout-service", "app", sessions, sessions, 0, 0))
                        .filter(usage -> usage.total() > 0)
                        .toList())
                .serverVersion("18.1")
                .inRecovery(false)
                .build();
    }

    private static Alert alert(Instant now) {
        return Alert.builder(
                        "shop-db",
                        "ConnectionSlotsCritical",
                        AlertStatus.FIRING,
                        AlertSeverity.CRITICAL,
                        now.minusSeconds(60))
                .summary("slot utilization 96.8 % (92 of 95), above the critical threshold")
                .build();
    }
}
