package io.connwarden.benchmarks.command;

import io.connwarden.actuator.ActuatorApplication;
import io.connwarden.benchmarks.ServiceSettings;
import io.connwarden.client.topics.KafkaSettings;
import io.connwarden.client.topics.ResultConsumer;
import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EncodedEvent;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Result;
import io.connwarden.embedded.kafka.KafkaServer;
import io.connwarden.embedded.kafka.KafkaServerOptions;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.monitor.MonitorApplication;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.context.ConfigurableApplicationContext;

/** The benchmark of the time from a command on Kafka to its result, on real servers. It asserts nothing. */
public final class CommandBenchmark {
    private static final int COMMANDS = 200;
    private static final int WARM_UP = 20;
    private static final Duration MAX_READY_WAIT = Duration.ofMinutes(1);

    private CommandBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (PostgresServer target = PostgresServer.start(PostgresServerOptions.standard());
                PostgresServer store = PostgresServer.start(PostgresServerOptions.standard());
                KafkaServer kafka = KafkaServer.start(KafkaServerOptions.standard())) {
            String[] settings = new ServiceSettings(
                            kafka.bootstrapServers(),
                            store.jdbcUrl("postgres"),
                            target.jdbcUrlWithoutUser("postgres"),
                            "postgres")
                    .arguments("connwarden.topics.partitions=1");
            try (ConfigurableApplicationContext monitor =
                            MonitorApplication.builder().run(settings);
                    ConfigurableApplicationContext actuator =
                            ActuatorApplication.builder().run(settings)) {
                print("%s and %s run", monitor.getId(), actuator.getId());
                measureCommands(kafka.bootstrapServers());
            }
        }
    }

    private static void measureCommands(String bootstrapServers) throws ExecutionException, InterruptedException {
        long[] nanos = new long[COMMANDS];
        Map<String, Object> servers = Map.of("bootstrap.servers", bootstrapServers);
        BlockingQueue<Result> results = new LinkedBlockingQueue<>();
        try (KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(servers, new ByteArraySerializer(), new ByteArraySerializer());
                ResultConsumer consumer = ResultConsumer.start(
                        KafkaSettings.of(bootstrapServers, "urn:benchmark"), event -> results.add(event.data()))) {
            if (!consumer.awaitReady(MAX_READY_WAIT)) {
                throw new IllegalStateException("the results were not readable within " + MAX_READY_WAIT);
            }
            for (int i = -WARM_UP; i < COMMANDS; i++) {
                String id = "benchmark-" + (i + WARM_UP);
                long start = System.nanoTime();
                Future<RecordMetadata> sent = producer.send(cleanup(id));
                awaitResult(results, id);
                nanos[Math.max(i, 0)] = System.nanoTime() - start;
                sent.get();
            }
        }
        Arrays.sort(nanos);
        print(
                "command to result, %d commands: p50 %.1f ms, p99 %.1f ms",
                COMMANDS, millis(nanos, 50), millis(nanos, 99));
    }

    private static ProducerRecord<byte[], byte[]> cleanup(String id) {
        Command command = new Command(
                ServiceSettings.TARGET, new CommandParameters.Cleanup(15, 10), "benchmark", "measuring", false, null);
        EncodedEvent encoded = EventCodec.instance()
                .encode(new Event<>(
                        new EventId("urn:benchmark", id), Instant.now().truncatedTo(ChronoUnit.MICROS), command));
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>("connwarden.commands", encoded.key(), encoded.value());
        encoded.headers().forEach(message.headers()::add);
        return message;
    }

    private static void awaitResult(BlockingQueue<Result> results, String id) throws InterruptedException {
        Result result = results.take();
        while (!id.equals(result.commandId())) {
            result = results.take();
        }
    }

    private static double millis(long[] sorted, int percentile) {
        return sorted[sorted.length * percentile / 100] / 1e6;
    }

    private static void print(String format, Object... figures) {
        System.out.println(String.format(Locale.ROOT, format, figures));
    }
}
