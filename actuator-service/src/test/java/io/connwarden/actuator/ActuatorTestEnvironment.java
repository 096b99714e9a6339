package io.connwarden.actuator;

import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.Topics;
import io.connwarden.contracts.codec.EncodedEvent;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Alert;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Message;
import io.connwarden.contracts.message.Result;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.testing.Backend;
import io.connwarden.testing.SharedInfrastructure;
import io.connwarden.testing.TestSessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The environment of an actuator test. Kafka is shared and the topics are separate. The log store is a separate
 * database in the shared PostgreSQL. The target is a second PostgreSQL server, shared by all tests, of which one test
 * uses all slots.
 */
final class ActuatorTestEnvironment implements AutoCloseable {
    static final String SOURCE = "urn:test";
    static final String TARGET = "orders";
    static final int MAX_CONNECTIONS = 60;
    /** The role of the actuator, with the two grants that the documentation requires. */
    static final String ACTUATOR_ROLE = "guard";
    /** The role of an application. */
    static final String APPLICATION_ROLE = "app";

    /** The longest wait for an event that must happen; generous, because a busy machine is slow. */
    static final Duration MAX_WAIT = Duration.ofMinutes(2);

    /** Longer than the idle thresholds that the tests configure: 6 ms in a cleanup, 1 ms in a policy. */
    private static final int MIN_IDLE_MILLIS = 50;

    private static final AtomicInteger COUNTER = new AtomicInteger();

    final Topics topics = new Topics("actuator" + COUNTER.incrementAndGet() + ".");
    final String bootstrapServers;
    final TestTopicReader<Result> results;
    final TestTopicReader<Alert> alerts;
    final TestTopicReader<Command> deadLetters;
    final JdbcTemplate store;
    private final String storeUrl;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Queue<Future<RecordMetadata>> pendingSends = new ConcurrentLinkedQueue<>();

    ActuatorTestEnvironment() {
        this(SharedInfrastructure.kafka().bootstrapServers(), SharedInfrastructure.postgres());
    }

    /** Uses a broker or a log store that the test can stop. */
    ActuatorTestEnvironment(String bootstrapServers, PostgresServer storeServer) {
        this.bootstrapServers = bootstrapServers;
        String database = "store_" + COUNTER.get();
        jdbc(storeServer.jdbcUrl("postgres")).execute("CREATE DATABASE " + database);
        this.storeUrl = storeServer.jdbcUrl(database);
        this.store = jdbc(storeUrl);
        this.results = new TestTopicReader<>(bootstrapServers, topics.results(), Result.class);
        this.alerts = new TestTopicReader<>(bootstrapServers, topics.alerts(), Alert.class);
        this.deadLetters = new TestTopicReader<>(bootstrapServers, topics.deadLetters(), Command.class);
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.LINGER_MS_CONFIG, 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Returns the server with the sessions to reclaim. */
    static PostgresServer targetServer() {
        return Target.SERVER;
    }

    static String targetUrl() {
        return targetServer().jdbcUrl("postgres");
    }

    private static final class Target {
        static final PostgresServer SERVER =
                PostgresServer.start(PostgresServerOptions.standard().withMaxConnections(MAX_CONNECTIONS));

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close, "target-server"));
            createRoles(SERVER);
        }
    }

    static void createRoles(PostgresServer server) {
        JdbcTemplate superuser = jdbc(server.jdbcUrl("postgres"));
        superuser.execute("CREATE ROLE " + ACTUATOR_ROLE + " LOGIN IN ROLE pg_monitor, pg_signal_backend");
        superuser.execute("CREATE ROLE " + APPLICATION_ROLE + " LOGIN");
    }

    /** Opens idle sessions of an application that are older than the idle thresholds of the tests. */
    static TestSessions idleSessions(int count, @Nullable String application) {
        return idleSessions(count, application, APPLICATION_ROLE);
    }

    /** As {@link #idleSessions(int, String)}, with a role. */
    static TestSessions idleSessions(int count, @Nullable String application, String role) {
        TestSessions sessions = TestSessions.idle(targetUrl(), count, application, role);
        try {
            awaitIdle(sessions);
            return sessions;
        } catch (RuntimeException e) {
            sessions.close();
            throw e;
        }
    }

    /**
     * Waits until every session is idle for {@link #MIN_IDLE_MILLIS} by the clock of the server. Without the wait, the
     * actuator on a fast machine would find sessions younger than the threshold.
     */
    static void awaitIdle(TestSessions sessions) {
        JdbcTemplate server = jdbc(targetUrl());
        Integer[] pids = sessions.backends().stream().map(Backend::pid).toArray(Integer[]::new);
        await().atMost(MAX_WAIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Objects.equals(
                        pids.length,
                        server.queryForObject(
                                "SELECT count(*) FROM pg_stat_activity WHERE pid = ANY (?) AND state = 'idle'"
                                        + " AND clock_timestamp() - state_change > make_interval(secs => ?)",
                                Integer.class,
                                pids,
                                MIN_IDLE_MILLIS / 1000.0)));
    }

    /** Opens one session of an application that runs a statement. */
    static TestSessions runningSession(String application, String statement) {
        return TestSessions.running(
                targetServer().jdbcUrlWithoutUser("postgres") + "?user=" + APPLICATION_ROLE, 1, application, statement);
    }

    /** Stops a backend process, which then reacts to no signal but SIGCONT. */
    static void stopProcess(long pid) {
        send("STOP", pid);
    }

    static void continueProcess(long pid) {
        send("CONT", pid);
    }

    private static void send(String signal, long pid) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void createTopic(String topic) {
        createTopic(topic, 1);
    }

    void createTopic(String topic, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static JdbcTemplate jdbc(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return new JdbcTemplate(source);
    }

    /** Deletes what is known of earlier actions on applications, so that no pool of a later test is a refill. */
    void forgetApplications() {
        store.update("DELETE FROM refilled_applications");
        store.update("DELETE FROM intent_applications");
    }

    /** Returns the URL of the log store behind a proxy. */
    String storeUrlAt(int proxyPort) {
        return storeUrl.replaceFirst("(jdbc:postgresql://[^:/]+:)\\d+", "$1" + proxyPort);
    }

    /** Starts an actuator in this JVM. The guards that protect small groups of sessions are disabled. */
    ConfigurableApplicationContext startActuator(String... more) {
        return ActuatorApplication.builder().run(arguments(more).toArray(String[]::new));
    }

    /** Returns the arguments of an actuator. A given argument replaces the default with the same key. */
    List<String> arguments(String... more) {
        Map<String, String> arguments = new LinkedHashMap<>();
        for (String usual : defaultArguments()) {
            put(usual, arguments);
        }
        for (String special : more) {
            put(special, arguments);
        }
        return arguments.entrySet().stream()
                .map(argument -> "--" + argument.getKey() + "=" + argument.getValue())
                .toList();
    }

    private static void put(String argument, Map<String, String> into) {
        int end = argument.indexOf('=');
        into.put(argument.substring(0, end), argument.substring(end + 1));
    }

    private List<String> defaultArguments() {
        return List.of(
                "server.port=0",
                "spring.kafka.bootstrap-servers=" + bootstrapServers,
                "spring.kafka.consumer.properties.metadata.max.age.ms=1000",
                "spring.datasource.url=" + storeUrl,
                "spring.datasource.username=postgres",
                "connwarden.topics.prefix=" + topics.prefix(),
                "connwarden.topics.partitions=3",
                "connwarden.actuator.lease-duration=2s",
                // The tests send samples one after the other.
                "connwarden.alerting.min-interval=0s",
                "connwarden.actuator.termination-timeout=15s",
                "connwarden.actuator.poll-interval=100ms",
                // Most tests have no monitor.
                "connwarden.actuator.direct-sampling-after=1d",
                "connwarden.policy.mode=act",
                "connwarden.policy.survivors-per-application=0",
                "connwarden.policy.budget.sessions-percentage=100",
                "connwarden.policy.budget.terminations-per-hour=100000",
                "connwarden.policy.cooldown.standard=0s",
                "connwarden.policy.cooldown.emergency=0s",
                "connwarden.policy.emergency.idle-for=1ms",
                "connwarden.policy.emergency.next-step.idle-for=1ms",
                "connwarden.policy.emergency.max-idle-terminations=10",
                "connwarden.policy.emergency.next-step.max-idle-terminations=10",
                // The tests count sessions; the sessions of the diagnosis would be counted.
                "connwarden.doctor.at-start=false",
                "connwarden.targets[0].id=" + TARGET,
                "connwarden.targets[0].url=" + targetServer().jdbcUrlWithoutUser("postgres"),
                "connwarden.targets[0].user=" + ACTUATOR_ROLE);
    }

    /** Sends a command and returns its id. */
    String send(CommandParameters parameters) {
        return send(command(TARGET, parameters, false));
    }

    String send(Command command) {
        String id = UUID.randomUUID().toString();
        send(topics.commands(), new Event<>(new EventId(SOURCE, id), now(), command));
        return id;
    }

    void send(String topic, Event<?> event) {
        EncodedEvent encoded = EventCodec.instance().encode(event);
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(topic, encoded.key(), encoded.value());
        encoded.headers().forEach(message.headers()::add);
        send(message);
    }

    void send(ProducerRecord<byte[], byte[]> message) {
        pendingSends.add(producer.send(message));
    }

    /** Waits until the broker has acknowledged all records sent. */
    void flush() throws ExecutionException, InterruptedException {
        for (Future<RecordMetadata> each = pendingSends.poll(); each != null; each = pendingSends.poll()) {
            each.get();
        }
    }

    static Command command(String target, CommandParameters parameters, boolean dryRun) {
        return new Command(target, parameters, "dba", "a test", dryRun, null);
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** Waits for the result of a command. */
    Result awaitResult(String commandId) {
        return awaitResultEvent(commandId).data();
    }

    Event<Result> awaitResultEvent(String commandId) {
        return results.awaitOne(result -> commandId.equals(result.commandId()));
    }

    /** Sends a command and waits for its result. */
    Result execute(CommandParameters parameters) {
        return awaitResult(send(parameters));
    }

    /** Sends a health event and waits for the result of the automatic action. */
    Result actOn(Event<Health> event) {
        send(topics.health(), event);
        return results.awaitOne(result -> event.id().id().equals(result.causeEventId()))
                .data();
    }

    /** Sends a health event and waits until its decision is made, which may be no action. */
    void decideOn(Event<Health> event) {
        send(topics.health(), event);
        await().atMost(MAX_WAIT)
                .until(() -> store.queryForObject(
                                "SELECT count(*) FROM commands WHERE cause_event_id = ? AND state = 'DONE'",
                                Integer.class,
                                event.id().id())
                        == 1);
    }

    static <M extends Message> long count(TestTopicReader<M> reader, Predicate<M> wanted) {
        return reader.events().stream()
                .filter(event -> wanted.test(event.data()))
                .count();
    }

    @Override
    public void close() {
        results.close();
        alerts.close();
        deadLetters.close();
        producer.close();
    }
}
