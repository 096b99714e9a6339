package io.connwarden.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.console.description.OpenApiDocument;
import io.connwarden.testing.SharedInfrastructure;
import io.connwarden.testing.browser.Browser;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

/** The page of the descriptions in a browser, without a token. */
class ReferencePageIT {
    private static final String COUNT_OF_TOPICS = "8";

    private static ConfigurableApplicationContext console;

    @BeforeAll
    static void start() {
        console = ConsoleTestApplication.start(SharedInfrastructure.kafka().bootstrapServers(), "reference-page-it.");
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    private static String address() {
        return "http://127.0.0.1:" + console.getEnvironment().getRequiredProperty("local.server.port") + "/docs";
    }

    @ParameterizedTest
    @CsvSource({"1280,900,false", "1280,900,true", "375,800,false", "375,800,true", "2560,1200,false"})
    void the_page_is_accessible_at_every_width_in_both_schemes(int width, int height, boolean dark) {
        try (Browser browser = Browser.open(width, height, dark)) {
            String name = "reference-" + width + (dark ? "-dark" : "");
            browser.go(address());
            browser.eventually(() -> assertThat(browser.count("article.card")).isPositive());
            browser.screenshot(name);
            browser.go(address() + "#terminate");
            browser.eventually(() -> assertThat(top(browser, "#terminate")).isBetween(-5L, 120L));
            browser.screenshot(name + "-operation");
            browser.go(address() + "#topic-commands");
            browser.eventually(() -> assertThat(top(browser, "#topic-commands")).isBetween(-5L, 120L));
            browser.screenshot(name + "-topic");
            browser.go(address() + "#schema-Session");
            browser.screenshot(name + "-schema");
            // The whole page would take a minute: the search leaves some of each kind.
            browser.type("input[type=search]", "sessions");
            browser.eventually(() -> assertThat(browser.count("article.card")).isBetween(3, 12));
            browser.assertAccessible(name);
            browser.assertNoErrors();
        }
    }

    @Test
    void every_operation_and_topic_is_shown_and_the_search_selects() {
        Set<String> ids = new TreeSet<>(OpenApiDocument.of(null).findValuesAsString("operationId"));
        try (Browser browser = Browser.open(1280, 900, false)) {
            browser.go(address());
            browser.eventually(() -> assertThat(browser.count("article.card")).isPositive());
            for (String id : ids) {
                assertThat(browser.count("article#" + id + " .copyable pre"))
                        .as(id)
                        .isOne();
            }
            assertThat(browser.count("article[id^=topic-]")).hasToString(COUNT_OF_TOPICS);
            assertThat(browser.text("article#cleanup .copyable pre"))
                    .contains(
                            "curl -X POST http://127.0.0.1:",
                            "/api/v1/targets/orders-db/cleanup",
                            "idleThresholdMinutes");
            Long broken = browser.script("return [...document.querySelectorAll('a[href^=\"#\"]')]"
                    + ".filter(a => !document.getElementById(a.getAttribute('href').slice(1))).length");
            assertThat(broken).as("links to places that do not exist").isZero();
            browser.type("input[type=search]", "timeline");
            browser.eventually(() -> assertThat(browser.count("article.card")).isBetween(1, 4));
            browser.type("input[type=search]", "no such thing");
            browser.eventually(() -> assertThat(browser.text("main")).contains("no such thing"));
            browser.assertNoErrors();
        }
    }

    /** Returns the distance of an element from the upper edge of the window, in pixels. */
    private static long top(Browser browser, String selector) {
        Number top = browser.script(
                "return Math.round(document.querySelector(arguments[0]).getBoundingClientRect().top)", selector);
        return top.longValue();
    }
}
