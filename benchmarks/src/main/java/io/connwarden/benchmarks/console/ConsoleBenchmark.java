package io.connwarden.benchmarks.console;

import io.connwarden.console.ConsoleTokens;
import io.connwarden.console.ConsoleTokens.Grant;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EncodedEvent;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Message;
import io.connwarden.embedded.kafka.KafkaServer;
import io.connwarden.embedded.kafka.KafkaServerOptions;
import java.io.BufferedReader;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The benchmark of the console: the memory of all kept samples, and the processor time with many viewers. */
@CommandLine.Command(name = "console-benchmark", mixinStandardHelpOptions = true)
public final class ConsoleBenchmark implements Callable<Integer> {
    private static final int POLL_SECONDS = 10;
    private static final int WARM_UP_SECONDS = 15;

    @Option(names = "--targets", defaultValue = "500", description = "Number of targets. Default: ${DEFAULT-VALUE}")
    private int targets;

    @Option(names = "--sessions", defaultValue = "100", description = "Sessions per target. Default: ${DEFAULT-VALUE}")
    private int sessions;

    @Option(names = "--samples", defaultValue = "300", description = "Samples per target. Default: ${DEFAULT-VALUE}")
    private int samples;

    @Option(names = "--viewers", defaultValue = "100", description = "Open pages. Default: ${DEFAULT-VALUE}")
    private int viewers;

    @Option(names = "--viewed", defaultValue = "20", description = "Targets with a viewer. Default: ${DEFAULT-VALUE}")
    private int viewed;

    @Option(names = "--seconds", defaultValue = "60", description = "Measured time. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--heap", defaultValue = "1g", description = "Heap of the console. Default: ${DEFAULT-VALUE}")
    private String heap = "";

    private final LongAdder requests = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ConsoleBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path tokens = Files.createTempDirectory("console-benchmark").resolve("tokens");
        Grant grant = new Grant("benchmark", Set.of("read"), Set.of(), Map.of(), null);
        String token = ConsoleTokens.create(tokens, grant, Instant.now());
        try (KafkaServer kafka = KafkaServer.start(KafkaServerOptions.standard())) {
            createTopics(kafka.bootstrapServers());
            Process console = startConsole(kafka.bootstrapServers(), tokens);
            try (BufferedReader out = console.inputReader(StandardCharsets.UTF_8)) {
                measure(console, kafka.bootstrapServers(), portOf(out), token);
            } finally {
                console.destroyForcibly().waitFor();
                Files.deleteIfExists(tokens);
            }
        }
        return 0;
    }

    private static void createTopics(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(Stream.of("health", "sessions", "results", "alerts", "commands", "looks")
                            .map(name -> new NewTopic("connwarden." + name, 3, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    private Process startConsole(String bootstrapServers, Path tokens) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dlogging.level.root=WARN",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ConsoleProcess.class.getName(),
                        Integer.toString(targets),
                        Integer.toString(sessions),
                        Integer.toString(samples),
                        "--server.address=127.0.0.1",
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--spring.threads.virtual.enabled=true",
                        "--spring.kafka.bootstrap-servers=" + bootstrapServers,
                        "--connwarden.console.tokens-file=" + tokens)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String portOf(BufferedReader out) throws Exception {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(ConsoleProcess.READY)) {
                return line.substring(ConsoleProcess.READY.length());
            }
            print("%s", line);
        }
        throw new IllegalStateException("the console ended");
    }

    private void measure(Process console, String bootstrapServers, String port, String token) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        ExecutorService threads = Executors.newCachedThreadPool();
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            publishAll(producer, targets);
            List<Viewer> all = new ArrayList<>();
            for (int i = 0; i < viewers; i++) {
                String target = BenchmarkSamples.target(i % viewed);
                all.add(new Viewer(http, "http://127.0.0.1:" + port, token, target, requests, bytes));
            }
            all.forEach(viewer -> viewer.start(threads));
            repeat(timer, 1, () -> publishAll(producer, viewed));
            repeat(timer, POLL_SECONDS, () -> all.forEach(viewer -> threads.execute(viewer::poll)));
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            report(console);
        } finally {
            timer.shutdownNow();
            threads.shutdownNow();
        }
    }

    private static void repeat(ScheduledExecutorService timer, int seconds, Runnable task) {
        ScheduledFuture<?> unused = timer.scheduleAtFixedRate(task, seconds, seconds, TimeUnit.SECONDS);
    }

    private static void onSent(RecordMetadata sent, @Nullable Exception failure) {
        if (failure != null) {
            print("a sample was not published: %s", failure);
        }
    }

    private void report(Process console) throws InterruptedException {
        requests.reset();
        bytes.reset();
        Duration before = cpu(console);
        TimeUnit.SECONDS.sleep(seconds);
        double cpuSeconds = cpu(console).minus(before).toMillis() / 1000.0;
        print(
                "%d viewers of %d targets: %.1f CPU seconds per minute, %.0f requests per second, %.1f MB per second",
                viewers,
                viewed,
                cpuSeconds * 60 / seconds,
                requests.doubleValue() / seconds,
                bytes.doubleValue() / seconds / 1024 / 1024);
    }

    private static Duration cpu(Process console) {
        return console.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Publishes a sample of the first targets. */
    private void publishAll(KafkaProducer<byte[], byte[]> producer, int count) {
        Instant now = Instant.now();
        int round = (int) now.getEpochSecond();
        for (int target = 0; target < count; target++) {
            send(producer, "connwarden.health", BenchmarkSamples.health(target, sessions, now));
            send(producer, "connwarden.sessions", BenchmarkSamples.snapshot(target, sessions, round, now));
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String topic, Message message) {
        EventId id = new EventId("urn:benchmark", UUID.randomUUID().toString());
        EncodedEvent encoded = EventCodec.instance().encode(new Event<>(id, Instant.now(), message));
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, encoded.key(), encoded.value());
        encoded.headers().forEach(record.headers()::add);
        Future<RecordMetadata> unused = producer.send(record, ConsoleBenchmark::onSent);
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
