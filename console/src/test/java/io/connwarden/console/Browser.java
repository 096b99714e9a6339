package io.connwarden.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.testing.RequiredProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.awaitility.core.ThrowingRunnable;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium without a window. Each instance is a profile of its own. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final List<String> ARGUMENTS = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--lang=en");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Opens a browser. The test is skipped on a machine without Chromium. */
    static Browser open(int width, int height, boolean dark) {
        RequiredProgram.check(Files.isExecutable(CHROMIUM), "chromium", "chromium");
        RequiredProgram.check(Files.isExecutable(DRIVER), "chromedriver", "chromium-driver");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(ARGUMENTS);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        return new Browser(driver);
    }

    void go(String address) {
        driver.get(address);
    }

    String address() {
        return Objects.requireNonNull(driver.getCurrentUrl());
    }

    /** Returns the visible text of the first element; empty without one. */
    String text(String selector) {
        Object text = script("const e = document.querySelector(arguments[0]); return e ? e.innerText : '';", selector);
        return String.valueOf(text);
    }

    int count(String selector) {
        return driver.findElements(By.cssSelector(selector)).size();
    }

    /** Clicks as soon as the element can be clicked. */
    void click(String selector) {
        eventually(() -> element(selector).click());
    }

    void type(String selector, String text) {
        eventually(() -> {
            WebElement field = element(selector);
            field.clear();
            field.sendKeys(text);
        });
    }

    /** Presses keys with the focus on the page. */
    void press(CharSequence... keys) {
        script("document.activeElement?.blur()");
        for (CharSequence key : keys) {
            driver.switchTo().activeElement().sendKeys(key);
        }
    }

    void escape() {
        driver.switchTo().activeElement().sendKeys(Keys.ESCAPE);
    }

    void select(String selector, String value) {
        eventually(() -> script(
                "const s = document.querySelector(arguments[0]); s.value = arguments[1];"
                        + " s.dispatchEvent(new Event('change'));",
                selector,
                value));
    }

    private WebElement element(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** Repeats a check or an action until it passes. */
    void eventually(ThrowingRunnable check) {
        await().atMost(TIMEOUT).ignoreExceptions().untilAsserted(check);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    <T> T script(String script, Object... arguments) {
        @SuppressWarnings("unchecked")
        T result = (T) ((JavascriptExecutor) driver).executeScript(script, arguments);
        return result;
    }

    /** Saves a screenshot below {@code target/screenshots}. */
    void screenshot(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Asserts that axe-core finds no serious and no critical violation, and that nothing is wider than the screen. Of a
     * long list it reads the first rows, because it needs a minute for 500.
     */
    void assertAccessible(String view) {
        script(axe());
        List<Map<String, Object>> violations = script("return (async () => (await axe.run({exclude:"
                + " [['.fleet-row:nth-child(n+20)']]})).violations.filter(v => v.impact === 'serious' || v.impact"
                + " === 'critical').map(v => ({id: v.id, help: v.help, nodes: v.nodes.slice(0, 3).map(n => n.html"
                + " + n.failureSummary).join('\\n"
                + "')})))()");
        assertThat(violations).as("accessibility of " + view).isEmpty();
        Boolean overflows = script("return document.documentElement.scrollWidth > innerWidth");
        assertThat(overflows).as("the page is wider than the screen: " + view).isFalse();
    }

    private static String axe() {
        String resource = "META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
        try (InputStream script = Browser.class.getClassLoader().getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(script, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Asserts that no script failed and that the policy refused nothing. Failed requests are part of the tests. */
    void assertNoErrors() {
        List<String> errors = driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(Object::toString)
                .filter(line -> !line.contains("Failed to load resource"))
                .toList();
        assertThat(errors).isEmpty();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
