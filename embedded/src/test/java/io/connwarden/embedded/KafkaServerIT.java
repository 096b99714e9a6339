package io.connwarden.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.embedded.kafka.KafkaServer;
import io.connwarden.embedded.kafka.KafkaServerOptions;
import io.connwarden.embedded.server.PortInUseException;
import io.connwarden.embedded.server.StartFailedException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaServerIT {
    @Test
    void a_message_sent_before_a_restart_is_read_after_it(@TempDir Path directory) throws Exception {
        KafkaServerOptions options = KafkaServerOptions.standard().withDirectory(directory);
        long first;
        try (KafkaServer server = KafkaServer.start(options)) {
            first = server.pid();
            createTopic(server, "persistent");
            send(server, "persistent", "written before");
        }
        TestProcesses.awaitExit(first);
        try (KafkaServer server = KafkaServer.start(options)) {
            assertThat(read(server, "persistent")).containsExactly("written before");
            assertThatThrownBy(() -> KafkaServer.start(options))
                    .isInstanceOf(StartFailedException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void a_port_in_use_is_reported_with_its_option() throws Exception {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> KafkaServer.start(
                            KafkaServerOptions.standard().withPort(holder.getLocalPort(), "--kafka-port")))
                    .isInstanceOf(PortInUseException.class)
                    .hasMessageContaining("Port " + holder.getLocalPort() + " is in use")
                    .hasMessageContaining("--kafka-port");
        }
    }

    @Test
    void an_invalid_setting_is_reported_with_the_end_of_the_log() {
        assertThatThrownBy(() -> KafkaServer.start(KafkaServerOptions.standard().withSetting("num.io.threads", "none")))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("num.io.threads");
    }

    @Test
    void close_leaves_no_process_and_no_temporary_directory() {
        KafkaServer server = KafkaServer.start(KafkaServerOptions.standard());
        assertThat(PortProbe.listeningAddresses(server.port())).isNotEmpty().allMatch(PortProbe::isLoopback);
        server.close();
        TestProcesses.awaitExit(server.pid());
        assertThat(server.log().getParent()).doesNotExist();
    }

    private static void createTopic(KafkaServer server, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
        }
    }

    private static void send(KafkaServer server, String topic, String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", server.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get(30, TimeUnit.SECONDS);
        }
    }

    /**
     * Reads with a plain consumer. The consumers of the client are not available: the client is tested on this module.
     */
    private static List<String> read(KafkaServer server, String topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", server.bootstrapServers(), "group.id", "reader", "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            List<String> values = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while (values.isEmpty() && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> values.add(message.value()));
            }
            return values;
        }
    }
}
