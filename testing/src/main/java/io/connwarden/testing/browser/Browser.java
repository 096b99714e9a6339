package io.connwarden.testing.browser;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The Chromium of Debian, without a window. Each instance is a profile of its own. */
public final class Browser implements AutoCloseable {
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
    public static Browser open(int width, int height, boolean dark) {
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
        Browser browser = new Browser(driver);
        browser.emulate(width, height, dark);
        return browser;
    }

    /** Changes the size of the screen in CSS pixels, and the color scheme of the system. */
    public void emulate(int width, int height, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    public void go(String address) {
        driver.get(address);
    }

    /** Opens another tab. The tabs before it are hidden. */
    public void newTab() {
        driver.switchTo().newWindow(WindowType.TAB);
    }

    public String address() {
        return Objects.requireNonNull(driver.getCurrentUrl());
    }

    /** Returns the visible text of the first element; empty without one. */
    public String text(String selector) {
        Object text = script("const e = document.querySelector(arguments[0]); return e ? e.innerText : '';", selector);
        return String.valueOf(text);
    }

    public int count(String selector) {
        return driver.findElements(By.cssSelector(selector)).size();
    }

    /** Chooses a file in an input, which may be hidden. */
    public void choose(String selector, Path file) {
        driver.findElement(By.cssSelector(selector))
                .sendKeys(file.toAbsolutePath().toString());
    }

    /** Clicks as soon as the element can be clicked. */
    public void click(String selector) {
        eventually(() -> element(selector).click());
    }

    /** Replaces the text of a field. */
    public void type(String selector, String text) {
        eventually(() -> element(selector).sendKeys(Keys.chord(Keys.CONTROL, "a"), text));
    }

    /** Presses keys with the focus on the page. */
    public void press(CharSequence... keys) {
        script("document.activeElement?.blur()");
        for (CharSequence key : keys) {
            driver.switchTo().activeElement().sendKeys(key);
        }
    }

    /** Presses keys where the focus is. */
    public void keys(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    public void escape() {
        keys(Keys.ESCAPE);
    }

    public void select(String selector, String value) {
        eventually(() -> script(
                "const s = document.querySelector(arguments[0]); s.value = arguments[1];"
                        + " s.dispatchEvent(new Event('change'));",
                selector,
                value));
    }

    private WebElement element(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** Repeats a check or an action until it passes, at most 20 s. */
    public void eventually(ThrowingRunnable check) {
        eventually(TIMEOUT, check);
    }

    /** Repeats a check or an action until it passes. */
    public void eventually(Duration timeout, ThrowingRunnable check) {
        await().atMost(timeout).ignoreExceptions().untilAsserted(check);
    }

    /** Runs a script in the page and returns its result, which is of the type that the caller expects. */
    @SuppressWarnings({"TypeParameterUnusedInFormals", "NullAway"})
    public <T> T script(String script, Object... arguments) {
        @SuppressWarnings("unchecked")
        T result = (T) ((JavascriptExecutor) driver).executeScript(script, arguments);
        return result;
    }

    /** Saves a screenshot below {@code target/screenshots}. */
    public void screenshot(String name) {
        save(SCREENSHOTS.resolve(name + ".png"));
    }

    /**
     * Saves a screenshot for the documentation: in the directory that the system property
     * {@code connwarden.screenshots} names, else below {@code target/screenshots}.
     */
    public void documentationScreenshot(String name) {
        String directory = System.getProperty("connwarden.screenshots", "");
        save((directory.isEmpty() ? SCREENSHOTS : Path.of(directory)).resolve(name + ".png"));
    }

    private void save(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Asserts that axe-core finds no serious and no critical violation, and that nothing is wider than the screen. Of a
     * long list it reads the first rows, because it needs a minute for 500.
     */
    public void assertAccessible(String view) {
        if (!Boolean.TRUE.equals(script("return typeof axe !== 'undefined'"))) {
            script(axe());
        }
        List<Map<String, Object>> violations = script("return (async () => (await axe.run({exclude:"
                + " [['.fleet-row:nth-child(n+20)']]})).violations.filter(v => v.impact === 'serious' || v.impact"
                + " === 'critical').map(v => ({id: v.id, help: v.help, nodes: v.nodes.slice(0, 3).map(n => n.html"
                + " + n.failureSummary).join('\\n')})))()");
        assertEquals(List.of(), violations, () -> "accessibility of " + view);
        Boolean overflows = script("return document.documentElement.scrollWidth > innerWidth");
        assertFalse(overflows, () -> "the page is wider than the screen: " + view);
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
    public void assertNoErrors() {
        List<String> errors = driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(Object::toString)
                .filter(line -> !line.contains("Failed to load resource"))
                .toList();
        assertEquals(List.of(), errors, "errors in the log of the browser");
    }

    @Override
    public void close() {
        driver.quit();
    }
}
