package io.connwarden.monitor;

import io.connwarden.embedded.kafka.KafkaServer;
import io.connwarden.embedded.kafka.KafkaServerOptions;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.testing.TestSessions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The benchmark of the shipped jar. It measures the start time, the memory, and the age of a health event at a
 * consumer, at 100 and 1,000 sessions. Run its main method from the module's folder after {@code mvn package}. It
 * asserts nothing.
 */
public final class MonitorBenchmark {
    private static final int EVENTS = 200;
    private static final int PORT = 18_089;

    private MonitorBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (PostgresServer server = PostgresServer.start(PostgresServerOptions.standard()
                        .withMaxConnections(1100)
                        .withSetting("shared_buffers", "64MB"));
                KafkaServer kafka = KafkaServer.start(KafkaServerOptions.standard())) {
            long start = System.nanoTime();
            Process service = start(server, kafka);
            try (HealthTopicReader topic = new HealthTopicReader(kafka.bootstrapServers(), "connwarden.health")) {
                Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> ready());
                print("start to ready", "%.1f s", (System.nanoTime() - start) / 1e9);
                measure(server, topic, service);
            } finally {
                service.destroy();
                service.waitFor(30, TimeUnit.SECONDS);
            }
        }
    }

    private static void measure(PostgresServer server, HealthTopicReader topic, Process service) throws Exception {
        String url = server.jdbcUrl("postgres");
        try (TestSessions hundred = TestSessions.idle(url, 100, "shop-web")) {
            measure(topic, service, hundred.size());
            try (TestSessions more = TestSessions.idle(url, 900, "shop-jobs")) {
                measure(topic, service, hundred.size() + more.size());
            }
        }
    }

    private static void measure(HealthTopicReader topic, Process service, int sessions) throws Exception {
        int begin = topic.delays().size();
        double[] before = sampleTotals();
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .until(() -> topic.delays().size() >= begin + EVENTS);
        double[] after = sampleTotals();
        List<Duration> delays = topic.delays().subList(begin, begin + EVENTS).stream()
                .sorted(Comparator.naturalOrder())
                .toList();
        print(
                "sample at " + sessions + " sessions, mean",
                "%.2f ms",
                1e3 * (after[0] - before[0]) / (after[1] - before[1]));
        print("assessed to consumed, p50", "%.1f ms", delays.get(EVENTS / 2).toNanos() / 1e6);
        print(
                "assessed to consumed, p99",
                "%.1f ms",
                delays.get(EVENTS * 99 / 100).toNanos() / 1e6);
        print("resident memory", "%.0f MB", residentKilobytes(service) / 1024.0);
    }

    private static Process start(PostgresServer server, KafkaServer kafka) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-jar",
                        jar().toString(),
                        "--server.port=" + PORT,
                        "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                        "--connwarden.monitor.health-check-interval=100ms",
                        "--connwarden.targets[0].id=orders-db",
                        "--connwarden.targets[0].url=" + server.jdbcUrlWithoutUser("postgres"),
                        "--connwarden.targets[0].user=postgres")
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "monitor-benchmark.log").toFile())
                .start();
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no service jar in target: run mvn package first"));
        }
    }

    private static boolean ready() {
        try {
            return get("/actuator/health/readiness").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Returns the total duration in seconds and the number of full samples. */
    private static double[] sampleTotals() throws IOException {
        double[] sumAndCount = new double[2];
        get("/actuator/prometheus").body().lines().forEach(line -> {
            double value = line.startsWith("connwarden_monitor_sample_duration_seconds_")
                    ? Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))
                    : 0;
            sumAndCount[0] += line.contains("_seconds_sum") ? value : 0;
            sumAndCount[1] += line.contains("_seconds_count") ? value : 0;
        });
        return sumAndCount;
    }

    private static HttpResponse<String> get(String path) throws IOException {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static long residentKilobytes(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static void print(String what, String format, double value) {
        System.out.println(what + ": " + String.format(Locale.ROOT, format, value));
    }
}
