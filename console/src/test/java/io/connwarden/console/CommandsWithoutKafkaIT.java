package io.connwarden.console;

import static io.connwarden.console.CommandClient.json;
import static io.connwarden.console.CommandClient.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The routes that act while Kafka is down. */
class CommandsWithoutKafkaIT {

    @Test
    void a_command_is_refused_within_a_bounded_time_and_reads_go_on() throws Exception {
        try (ConfigurableApplicationContext console =
                ConsoleTestApplication.start("127.0.0.1:" + closedPort(), "without-kafka.")) {
            CommandClient client = new CommandClient(console);
            Instant before = Instant.now();
            assertThat(problem(client.post("/api/v1/targets/alpha/emergency?dryRun=false", "k1", ""), 503))
                    .contains("Kafka cannot be reached");
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(30));
            json(client.get("/api/v1/targets"), 200);
        }
    }

    private static int closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
