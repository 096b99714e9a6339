package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.SOURCE;
import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static io.connwarden.actuator.ActuatorTestEnvironment.command;
import static io.connwarden.actuator.ActuatorTestEnvironment.now;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EncodedEvent;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Commands of producers with transactions and codecs of all forms. All commands have one partition. */
class ForeignProducersIT {
    private static final String TEAM = "haulers";
    private static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");

    private static ActuatorTestEnvironment environment;
    private static ConfigurableApplicationContext actuator;

    private final Deque<KafkaProducer<byte[], byte[]>> producers = new ArrayDeque<>();
    private final List<String> committed = new ArrayList<>();
    private final List<String> aborted = new ArrayList<>();

    private interface Script {
        void run(ForeignProducersIT test) throws Exception;
    }

    @BeforeAll
    static void start() {
        environment = new ActuatorTestEnvironment();
        environment.createTopic(environment.topics.commands(TEAM));
        actuator = environment.startActuator();
    }

    @AfterAll
    static void stop() {
        actuator.close();
        environment.close();
    }

    static Stream<Arguments> transactions() {
        return Stream.of(
                of("an aborted transaction alone", test -> test.transaction("t", false, 1)),
                of("an aborted transaction between two committed ones", test -> {
                    test.transaction("t", true, 1);
                    test.transaction("t", false, 1);
                    test.transaction("t", true, 1);
                }),
                of("two interleaved transactions, of which one is aborted", test -> {
                    KafkaProducer<byte[], byte[]> one = test.begin("one");
                    KafkaProducer<byte[], byte[]> two = test.begin("two");
                    for (int i = 0; i < 3; i++) {
                        test.send(one, test.committed);
                        test.send(two, test.aborted);
                        one.flush();
                        two.flush();
                    }
                    two.abortTransaction();
                    one.commitTransaction();
                }),
                of("an id is aborted, and committed later", test -> {
                    String id = test.transaction("t", false, 1).get(0);
                    test.aborted.clear();
                    test.committed.add(id);
                    test.sendAgain(test.begin("t"), id).commitTransaction();
                }),
                of("an id is committed, and repeated in an aborted transaction", test -> {
                    String id = test.transaction("t", true, 1).get(0);
                    KafkaProducer<byte[], byte[]> again = test.sendAgain(test.begin("t"), id);
                    again.flush();
                    again.abortTransaction();
                }),
                of("an id is committed twice", test -> {
                    String id = test.transaction("t", true, 1).get(0);
                    test.sendAgain(test.begin("t"), id).commitTransaction();
                }),
                of("300 commands in many batches are aborted", test -> test.transaction("t", false, 300)),
                of("empty transactions", test -> {
                    test.begin("t").abortTransaction();
                    test.begin("t").commitTransaction();
                }),
                of("a second instance of the producer ends the transaction of the first", test -> {
                    KafkaProducer<byte[], byte[]> first = test.begin("same");
                    test.send(first, test.aborted);
                    first.flush();
                    KafkaProducer<byte[], byte[]> second = test.begin("same");
                    test.send(second, test.committed);
                    second.commitTransaction();
                }),
                of("a plain command between the commands of an aborted transaction", test -> {
                    KafkaProducer<byte[], byte[]> one = test.begin("t");
                    test.send(one, test.aborted);
                    one.flush();
                    test.sendPlain();
                    test.send(one, test.aborted);
                    one.flush();
                    one.abortTransaction();
                }),
                of("a transaction over two topics is aborted, and another one committed", test -> {
                    for (boolean commit : new boolean[] {false, true}) {
                        KafkaProducer<byte[], byte[]> each = test.begin("t");
                        List<String> ids = commit ? test.committed : test.aborted;
                        test.send(each, ids);
                        ids.add(test.send(
                                each,
                                environment.topics.commands(TEAM),
                                UUID.randomUUID().toString()));
                        each.flush();
                        test.end(each, commit);
                    }
                }),
                of("the broker aborts a transaction after its timeout", test -> {
                    KafkaProducer<byte[], byte[]> lost =
                            test.begin("t", Map.of(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 1000));
                    test.send(lost, test.aborted);
                    lost.flush();
                    lost.close(Duration.ZERO);
                    test.sendPlain();
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transactions")
    void committed_commands_are_answered_and_aborted_ones_are_not(String sentence, Script script) throws Exception {
        verify(script);
    }

    static Stream<Arguments> codecs() {
        return Stream.concat(
                CODECS.stream()
                        .map(codec -> of("40 commands in batches of " + codec, test -> test.batch(codec, Map.of()))),
                Stream.of(
                        of("all codecs in turn", test -> {
                            for (String codec : CODECS) {
                                test.batch(codec, Map.of());
                            }
                        }),
                        of(
                                "zstd at its highest level",
                                test -> test.batch("zstd", Map.of(ProducerConfig.COMPRESSION_ZSTD_LEVEL_CONFIG, 22))),
                        of(
                                "gzip at its lowest level",
                                test -> test.batch("gzip", Map.of(ProducerConfig.COMPRESSION_GZIP_LEVEL_CONFIG, 1))),
                        of("a compressed transaction is aborted, and another one committed", test -> {
                            Map<String, Object> zstd = Map.of(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
                            for (boolean commit : new boolean[] {false, true}) {
                                KafkaProducer<byte[], byte[]> each = test.begin("t", zstd);
                                test.send(each, commit ? test.committed : test.aborted);
                                each.flush();
                                test.end(each, commit);
                            }
                        })));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("codecs")
    void commands_in_every_codec_are_answered(String sentence, Script script) throws Exception {
        verify(script);
    }

    private static Arguments of(String sentence, Script script) {
        return Arguments.of(sentence, script);
    }

    private void verify(Script script) throws Exception {
        try {
            script.run(this);
        } finally {
            producers.forEach(producer -> producer.close(Duration.ZERO));
        }
        for (String id : committed) {
            assertThat(environment.awaitResult(id).outcome()).isEqualTo(CommandOutcome.COMPLETED);
        }
        // The last result follows the results of all commands before it in the only partition.
        environment.execute(new CommandParameters.Status());
        for (String id : committed) {
            assertThat(answers(id)).as("event ids of the results").hasSize(1);
        }
        assertThat(aborted).allSatisfy(id -> assertThat(answers(id)).isEmpty());
    }

    private static List<EventId> answers(String command) {
        return environment.results.events().stream()
                .filter(each -> command.equals(each.data().commandId()))
                .map(Event::id)
                .distinct()
                .toList();
    }

    private List<String> transaction(String transactionalId, boolean commit, int count) {
        List<String> ids = commit ? committed : aborted;
        int before = ids.size();
        KafkaProducer<byte[], byte[]> producer = begin(transactionalId);
        for (int i = 0; i < count; i++) {
            send(producer, ids);
        }
        producer.flush();
        end(producer, commit);
        return List.copyOf(ids.subList(before, ids.size()));
    }

    private void end(KafkaProducer<byte[], byte[]> producer, boolean commit) {
        if (commit) {
            producer.commitTransaction();
        } else {
            producer.abortTransaction();
        }
    }

    private void batch(String codec, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, codec);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 50);
        KafkaProducer<byte[], byte[]> producer = plain(settings);
        for (int i = 0; i < 40; i++) {
            send(producer, committed);
        }
        producer.flush();
    }

    private KafkaProducer<byte[], byte[]> begin(String transactionalId) {
        return begin(transactionalId, Map.of());
    }

    private KafkaProducer<byte[], byte[]> begin(String transactionalId, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, environment.topics.prefix() + transactionalId);
        KafkaProducer<byte[], byte[]> producer = plain(settings);
        producer.initTransactions();
        producer.beginTransaction();
        return producer;
    }

    private KafkaProducer<byte[], byte[]> plain(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, environment.bootstrapServers);
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producers.push(producer);
        return producer;
    }

    private void send(KafkaProducer<byte[], byte[]> producer, List<String> ids) {
        ids.add(send(producer, environment.topics.commands(), UUID.randomUUID().toString()));
    }

    private void sendPlain() {
        KafkaProducer<byte[], byte[]> producer = plain(Map.of());
        send(producer, committed);
        producer.flush();
    }

    private KafkaProducer<byte[], byte[]> sendAgain(KafkaProducer<byte[], byte[]> producer, String id) {
        send(producer, environment.topics.commands(), id);
        return producer;
    }

    private String send(KafkaProducer<byte[], byte[]> producer, String topic, String id) {
        EncodedEvent encoded = EventCodec.instance()
                .encode(new Event<>(
                        new EventId(SOURCE, id), now(), command(TARGET, new CommandParameters.Health(), false)));
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, encoded.key(), encoded.value());
        encoded.headers().forEach(record.headers()::add);
        var unused = producer.send(record);
        return id;
    }
}
