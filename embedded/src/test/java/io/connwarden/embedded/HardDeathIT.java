package io.connwarden.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.embedded.kafka.KafkaServer;
import io.connwarden.embedded.kafka.KafkaServerOptions;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HardDeathIT {
    @Test
    void a_killed_parent_leaves_no_server_behind_and_the_next_run_takes_the_data_over(@TempDir Path root)
            throws Exception {
        Process parent = Processes.java(HoldingProgram.class, root.toString());
        String[] said = Processes.lineStarting(parent, HoldingProgram.HOLDING).split(" ", -1);
        long kafkaPid = Long.parseLong(said[1]);
        long postgresPid = Long.parseLong(said[2]);
        assertThat(ProcessHandle.of(kafkaPid)).isPresent();
        assertThat(ProcessHandle.of(postgresPid)).isPresent();

        parent.destroyForcibly().waitFor();

        // At once, while the old ones are still on their way out.
        try (KafkaServer kafka = KafkaServer.start(KafkaServerOptions.standard().keptIn(root.resolve("kafka")));
                PostgresServer postgres =
                        PostgresServer.start(PostgresServerOptions.standard().keptIn(root.resolve("postgres")))) {
            assertThat(kafka.pid()).isNotEqualTo(kafkaPid);
            assertThat(postgres.pid()).isNotEqualTo(postgresPid);
        }
        Processes.awaitGone(kafkaPid);
        Processes.awaitGone(postgresPid);
    }

    @Test
    void a_killed_parent_is_followed_by_its_servers_though_nobody_comes_after(@TempDir Path root) throws Exception {
        Process parent = Processes.java(HoldingProgram.class, root.toString());
        String[] said = Processes.lineStarting(parent, HoldingProgram.HOLDING).split(" ", -1);
        parent.destroyForcibly().waitFor();
        Processes.awaitGone(Long.parseLong(said[1]));
        Processes.awaitGone(Long.parseLong(said[2]));
    }
}
