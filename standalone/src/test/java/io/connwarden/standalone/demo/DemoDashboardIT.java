package io.connwarden.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.standalone.ConnwardenProcess;
import io.connwarden.standalone.LeftoverProcesses;
import io.connwarden.testing.browser.Browser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The dashboard of the demo as a new user sees it: real services, a real leak, and the printed link in Chromium. The
 * tests do not depend on each other; the order saves the time of a second leak.
 */
@TestMethodOrder(OrderAnnotation.class)
class DemoDashboardIT {
    private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/#token=\\w+");
    private static final Pattern TARGET = Pattern.compile("psql -h 127\\.0\\.0\\.1 -p (\\d+) -U postgres shop");
    private static final Pattern SECONDS_AGO = Pattern.compile("captured .*\\b(\\d+) s ago");
    private static final String APPLICATION = "billing-worker";
    /** Two cycles of the demo, each with its pause, on a slow machine. */
    private static final Duration CYCLES = Duration.ofMinutes(4);

    @TempDir
    private static Path data;

    private static Browser browser;
    private static ConnwardenProcess demo;
    private static String link;
    private static String targetUrl;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.open(1280, 900, false);
        demo = ConnwardenProcess.start(
                Map.of(),
                List.of(
                        "demo",
                        "--kafka-port=0",
                        "--target-port=0",
                        "--store-port=0",
                        "--http-port=0",
                        "--data-dir",
                        data.toString()),
                Duration.ofMinutes(10));
        String port = printed(TARGET).group(1);
        targetUrl = "jdbc:postgresql://127.0.0.1:" + port + "/shop?user=postgres";
        link = printed(LINK).group();
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (demo != null) {
            demo.interrupt();
            demo.awaitExit(60);
            LeftoverProcesses.awaitNone(data);
        }
    }

    @Test
    @Order(1)
    void leak_emergency_and_relief_are_watched_live() {
        show(link);
        browser.click(".fleet-row[href]");
        browser.eventually(() -> assertThat(browser.text("h1")).isEqualTo("shop-db"));
        browser.script("""
                window.statuses = [];
                new MutationObserver(() => {
                  const status = document.querySelector('.target-head .badge')?.innerText;
                  if (status && status !== window.statuses.at(-1)) {
                    window.statuses.push(status);
                  }
                }).observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true});""");
        browser.eventually(CYCLES, () -> assertThat(statuses()).contains("Critical"));
        browser.eventually(
                CYCLES, () -> assertThat(browser.text("#panel-timeline")).contains("R1", "ConnectionSlotsCritical"));
        browser.eventually(
                () -> assertThat(browser.count(".mark-button:not(.dry)")).isPositive());
        browser.eventually(
                CYCLES,
                () -> assertThat(statuses().indexOf("Critical"))
                        .isBetween(0, statuses().lastIndexOf("Healthy")));
        assertThat(browser.text(".link")).isEqualTo("Live");
        // The leak continues during the emergency, so that the status can rise again between its steps.
        browser.eventually(
                CYCLES, () -> assertThat(browser.text(".target-head .badge")).isEqualTo("Healthy"));
        browser.documentationScreenshot("dashboard-target");
        browser.emulate(1280, 900, true);
        browser.documentationScreenshot("dashboard-target-dark");
        browser.emulate(1280, 900, false);
        // The list of the timeline is read again after each event.
        browser.eventually(
                CYCLES,
                () -> browser.script("[...document.querySelectorAll('#panel-timeline .what .link')]"
                        + ".find(item => item.innerText.includes('R1')).click()"));
        browser.eventually(() -> assertThat(browser.text("dialog .result"))
                .contains("R1", "ended", "checkout-service", "pg_dump", "backup program"));
        browser.eventually(CYCLES, () -> {
            browser.script("[...document.querySelectorAll('dialog .result button')].at(-1)?.click()");
            assertThat(browser.text(".band.past")).contains("File of the log store: shop-db at");
        });
        browser.eventually(() -> assertThat(browser.count("dialog[open]")).isZero());
        browser.escape();
        browser.eventually(() -> assertThat(browser.count(".band.past")).isZero());
        browser.assertNoErrors();
    }

    @Test
    @Order(2)
    void sessions_are_filtered_and_the_time_of_the_emergency_is_shown_again() {
        show(link.replace("/#", "/?target=shop-db#"));
        browser.press("/", "pg_dump");
        browser.eventually(() -> assertThat(sessionsShown()).isOne());
        assertThat(browser.address()).contains("q=pg_dump");
        browser.type("#filter", "catalog");
        browser.eventually(() -> assertThat(sessionsShown()).isEqualTo(3));
        browser.go(browser.address());
        browser.eventually(() -> assertThat(sessionsShown()).isEqualTo(3));
        browser.type("#filter", "checkout-service");
        browser.eventually(
                CYCLES, () -> assertThat(browser.text("#panel-timeline")).contains("R1"));
        browser.script("""
                [...document.querySelectorAll('#panel-timeline li')].find(item => item.innerText.includes('R1'))
                  .querySelector('button').click()""");
        browser.eventually(() -> assertThat(browser.text(".band.past")).contains("The past"));
        browser.eventually(() -> assertThat(sessionsShown()).isGreaterThan(20));
        assertThat(browser.text("#why-target")).contains("sample of the past");
        browser.press("[");
        String before = browser.address();
        browser.press("[");
        browser.eventually(() -> assertThat(browser.address()).isNotEqualTo(before));
        browser.assertAccessible("past");
        browser.press("]");
        browser.eventually(() -> assertThat(browser.address()).isEqualTo(before));
        browser.escape();
        browser.eventually(() -> assertThat(browser.count(".band.past")).isZero());
        browser.eventually(() -> assertThat(secondsSinceSample()).isLessThan(20));
        browser.assertNoErrors();
    }

    @Test
    @Order(3)
    void one_chosen_session_is_previewed_and_ended_on_the_server() {
        try (UsedSession session = UsedSession.open(targetUrl, APPLICATION)) {
            openDialog("K");
            browser.eventually(() -> assertThat(browser.text("dialog .goes h3")).isEqualTo("1 session would end"));
            assertThat(session.isAlive()).isTrue();
            browser.type("dialog [name=reason]", "holds a lock");
            browser.click("dialog button.primary");
            browser.eventually(() -> assertThat(browser.text("dialog .goes h3")).isEqualTo("1 session ended"));
            assertThat(session.isAlive()).isFalse();
            browser.escape();
            browser.eventually(() -> assertThat(browser.text("#panel-timeline")).contains("TERMINATE"));
            browser.eventually(() -> assertThat(sessionsShown()).isZero());
            browser.assertNoErrors();
        }
    }

    @Test
    @Order(4)
    void a_session_with_another_transaction_than_the_shown_one_is_refused() {
        try (UsedSession session = UsedSession.inTransaction(targetUrl, APPLICATION)) {
            openDialog("");
            browser.click("[data-action=transaction][aria-disabled=false]");
            browser.eventually(() -> assertThat(browser.text("dialog .goes h3")).isEqualTo("1 session would end"));
            browser.type("dialog [name=reason]", "holds a lock");
            session.beginAnotherTransaction();
            browser.click("dialog button.primary");
            browser.eventually(() -> assertThat(browser.text("dialog .problem")).contains("Changed meanwhile"));
            assertThat(browser.text("dialog .problem")).contains("transaction");
            assertThat(session.isAlive()).isTrue();
            browser.escape();
        }
    }

    @Test
    @Order(5)
    void the_target_is_paused_for_five_minutes_and_resumed() {
        show(link.replace("/#", "/?target=shop-db#"));
        browser.click("[data-action=pause]");
        browser.type("dialog [name=reason]", "a migration");
        browser.click("dialog button.primary");
        browser.eventually(() -> assertThat(browser.text("dialog .result")).contains("Completed"));
        browser.escape();
        browser.eventually(() -> assertThat(browser.text(".band.paused")).contains("a migration", "local"));
        browser.click("[data-action=cleanup]");
        browser.eventually(() -> assertThat(browser.text("dialog")).contains("a migration"));
        browser.escape();
        browser.click(".crumb a");
        browser.eventually(
                () -> assertThat(browser.text(".fleet-row[href] .c-mode")).contains("Paused until"));
        browser.click(".fleet-row[href]");
        browser.click("[data-action=resume][aria-disabled=false]");
        browser.click("dialog button.primary");
        browser.eventually(() -> assertThat(browser.text("dialog .result")).contains("Completed"));
        browser.escape();
        browser.eventually(() -> assertThat(browser.count(".band.paused")).isZero());
    }

    @ParameterizedTest
    @CsvSource({"1280, false", "1280, true", "375, false", "375, true"})
    @Order(6)
    void every_view_is_accessible_and_fits_the_screen(int width, boolean dark) {
        String suffix = "-" + width + (dark ? "-dark" : "-light");
        browser.emulate(width, 900, dark);
        show(link);
        check("demo-fleet", suffix);
        browser.click(".fleet-row[href]");
        browser.eventually(
                () -> assertThat(browser.count("cw-rows [id^=session]")).isPositive());
        check("demo-target", suffix);
        browser.click("[data-action=cleanup]");
        browser.eventually(() -> assertThat(browser.text("dialog")).contains("would end"));
        check("demo-preview", suffix);
        browser.escape();
        show(link.replace("/#", "/?target=shop-db&q=no-such-application#"));
        browser.eventually(() -> assertThat(browser.text("#panel-sessions")).contains("No session matches"));
        check("demo-no-session", suffix);
        browser.assertNoErrors();
    }

    private static void check(String view, String suffix) {
        browser.assertAccessible(view + suffix);
        browser.screenshot(view + suffix);
    }

    /** Selects the only session of the application and presses a key. */
    private static void openDialog(String key) {
        show(link.replace("/#", "/?target=shop-db&q=" + APPLICATION + "#"));
        browser.eventually(() -> assertThat(sessionsShown()).isOne());
        browser.press("j", "x");
        browser.eventually(
                () -> assertThat(browser.count("cw-rows [aria-selected=true]")).isOne());
        if (!key.isEmpty()) {
            browser.press(key);
        }
    }

    private static void show(String address) {
        browser.go("about:blank");
        browser.go(address);
        browser.eventually(() ->
                assertThat(browser.count(".fleet-row[href], .target-head")).isPositive());
    }

    private static int sessionsShown() {
        String count = browser.text("#panel-sessions .panel-head").replaceAll("(?s).*?(\\d+) of \\d+.*", "$1");
        return Integer.parseInt(count);
    }

    /** Fails without an age in seconds. */
    private static int secondsSinceSample() {
        Matcher age = SECONDS_AGO.matcher(browser.text("#panel-sessions .age"));
        assertThat(age.find()).isTrue();
        return Integer.parseInt(age.group(1));
    }

    private static List<String> statuses() {
        return browser.script("return window.statuses");
    }

    private static MatchResult printed(Pattern pattern) throws Exception {
        String line = demo.awaitLine(text -> pattern.matcher(text).find());
        return pattern.matcher(line).results().findFirst().orElseThrow();
    }
}
