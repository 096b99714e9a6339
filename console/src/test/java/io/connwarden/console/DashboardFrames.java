package io.connwarden.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.SessionClass;
import io.connwarden.contracts.message.SessionSnapshot.Row;
import io.connwarden.testing.SharedInfrastructure;
import io.connwarden.testing.browser.Browser;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A benchmark of the dashboard in Chromium: the times of its frames and its long tasks while samples arrive. It is not
 * part of {@code mvn verify}, because the times are those of the machine. It fails only if a long task of more than
 * 200 ms is typical.
 */
class DashboardFrames {
    private static final String PREFIX = "dashboard-frames.";
    private static final String[] TOPICS = {"health", "sessions", "results", "alerts", "commands"};
    private static final int TARGETS = 500;
    private static final int SESSIONS = 5_000;
    private static final int HEALTH_EVENTS_PER_SECOND = 50;
    private static final int SECONDS = 15;
    private static final List<String> APPLICATIONS = List.of("checkout", "catalog", "billing", "search", "report");

    /** Measures for some seconds while an action runs in each frame, or never. */
    private static final String MEASURE = """
            const [seconds, action] = arguments;
            const list = () => document.querySelector('cw-rows') ?? document.scrollingElement;
            const actions = {
              none: () => {},
              scroll: (frame) => (list().scrollTop = (frame * 60) % Math.max(1, list().scrollHeight - 800)),
              filter: (frame) => {
                if (frame % 20 === 0) {
                  const field = document.querySelector('#filter');
                  field.value = ['', 'c', 'ch', 'che', 'or'][(frame / 20) % 5];
                  field.dispatchEvent(new Event('input'));
                }
              },
            };
            const frames = [];
            const isRead = (entry) => entry.name.includes('/sessions');
            performance.setResourceTimingBufferSize(10_000);
            performance.clearResourceTimings();
            const tasks = [];
            const observer = new PerformanceObserver((entries) =>
              entries.getEntries().forEach((entry) => tasks.push(entry.duration)));
            observer.observe({type: 'longtask'});
            return new Promise((resolve) => {
              let last = performance.now();
              const end = last + seconds * 1000;
              const tick = (now) => {
                frames.push(now - last);
                last = now;
                actions[action](frames.length);
                if (now < end) {
                  requestAnimationFrame(tick);
                } else {
                  observer.disconnect();
                  resolve({frames, tasks, reads: [performance.getEntriesByType('resource').filter(isRead).length]});
                }
              };
              requestAnimationFrame(tick);
            });""";

    private static ConsoleClient console;
    private static EventSource source;

    @BeforeAll
    static void start() throws Exception {
        String bootstrap = SharedInfrastructure.kafka().bootstrapServers();
        console = ConsoleClient.start(bootstrap, PREFIX, TOPICS);
        source = new EventSource(bootstrap);
        for (int i = 0; i < TARGETS; i++) {
            sendHealth(target(i), i % 70);
        }
        sendSample(0);
    }

    @AfterAll
    static void stop() {
        source.close();
        console.close();
    }

    @Test
    void the_fleet() throws Exception {
        AtomicInteger next = new AtomicInteger();
        try (Browser browser = Browser.open(1280, 800, false)) {
            open(browser, "");
            browser.eventually(
                    () -> assertThat(browser.count(".fleet-row[href]")).isEqualTo(TARGETS));
            browser.eventually(() -> assertThat(browser.text(".link")).isEqualTo("Live"));
            measureAll(browser, "500 targets", 1_000_000 / HEALTH_EVENTS_PER_SECOND, () -> {
                int number = next.getAndIncrement();
                sendHealth(target(number % TARGETS), number * 7 % 95);
            });
        }
    }

    @Test
    void a_target_with_many_sessions() throws Exception {
        AtomicInteger round = new AtomicInteger();
        try (Browser browser = Browser.open(1280, 1000, false)) {
            open(browser, "?target=" + target(0));
            browser.eventually(() ->
                    assertThat(browser.text("#panel-sessions .panel-head")).contains("of " + SESSIONS));
            browser.eventually(() -> assertThat(browser.text(".link")).isEqualTo("Live"));
            int reads = measureAll(browser, "5,000 sessions", 1_000_000, () -> sendSample(round.incrementAndGet()));
            assertThat(reads).as("reads of samples in 3 × %d s", SECONDS).isGreaterThan(SECONDS);
        }
    }

    private static void open(Browser browser, String query) {
        browser.go("http://127.0.0.1:" + console.port() + "/" + query + "#token="
                + TestTokens.shared().all());
    }

    /** Returns the number of the reads of sessions. */
    private static int measureAll(Browser browser, String name, long microseconds, Sending sending) throws Exception {
        ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
        int reads = 0;
        try {
            ScheduledFuture<?> sent =
                    sender.scheduleAtFixedRate(() -> send(sending), 0, microseconds, TimeUnit.MICROSECONDS);
            for (String action : List.of("none", "scroll", "filter")) {
                Map<String, List<Number>> times = browser.script(MEASURE, SECONDS, action);
                reads += times.get("reads").get(0).intValue();
                print(name, action, sorted(times.get("frames")), sorted(times.get("tasks")));
            }
            assertThat(sent.isDone()).isFalse();
            return reads;
        } finally {
            sender.shutdownNow();
        }
    }

    private interface Sending {
        void send() throws Exception;
    }

    private static void send(Sending sending) {
        try {
            sending.send();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static double[] sorted(List<Number> times) {
        return times.stream().mapToDouble(Number::doubleValue).sorted().toArray();
    }

    private static void print(String name, String action, double[] frames, double[] tasks) {
        System.out.println(String.format(
                Locale.ROOT,
                "%s, %s: frames median %.1f ms, 95 %% %.1f ms, longest %.1f ms (%d in %d s); tasks above 50 ms: %d,"
                        + " median %.0f ms, longest %.0f ms",
                name,
                action,
                quantile(frames, 0.5),
                quantile(frames, 0.95),
                quantile(frames, 1),
                frames.length,
                SECONDS,
                tasks.length,
                quantile(tasks, 0.5),
                quantile(tasks, 1)));
        assertThat(quantile(tasks, 0.5)).as("median of the long tasks in ms").isLessThanOrEqualTo(200);
    }

    private static double quantile(double[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(part * sorted.length) - 1];
    }

    private static String target(int number) {
        return "orders-%03d".formatted(number);
    }

    private static void sendHealth(String target, int sessions) throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Health health = Health.builder(target, HealthStatus.HEALTHY, "all values within the thresholds", now)
                .counts(Counts.builder()
                        .totalConnections(sessions)
                        .activeConnections(sessions / 10)
                        .idleConnections(sessions - sessions / 10)
                        .zombieConnections(sessions / 3)
                        .maxConnections(6_000)
                        .usableConnections(5_900)
                        .build())
                .topApplications(List.of(new ApplicationUsage("checkout", "app", sessions, sessions, 0, 0)))
                .serverVersion("18.1")
                .inRecovery(false)
                .build();
        source.send(PREFIX + "health", UUID.randomUUID().toString(), now, health);
    }

    /** Sends a sample of the first target. Its sessions change from round to round. */
    private static void sendSample(int round) throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Row[] rows = IntStream.rangeClosed(1, SESSIONS)
                .mapToObj(pid -> (pid + round) % 10 == 0
                        ? Snapshots.row(
                                pid, application(pid), "idle in transaction", now, SessionClass.IDLE_IN_TRANSACTION)
                        : Snapshots.row(pid, application(pid), "idle", now, SessionClass.ZOMBIE))
                .toArray(Row[]::new);
        source.send(PREFIX + "sessions", UUID.randomUUID().toString(), now, Snapshots.of(target(0), now, rows));
        sendHealth(target(0), SESSIONS);
    }

    private static String application(int pid) {
        return APPLICATIONS.get(pid % APPLICATIONS.size());
    }
}
