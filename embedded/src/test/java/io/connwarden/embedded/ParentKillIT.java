package io.connwarden.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.embedded.kafka.KafkaServer;
import io.connwarden.embedded.kafka.KafkaServerOptions;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParentKillIT {
    @Test
    void the_next_run_takes_over_the_data_of_a_killed_parent(@TempDir Path root) throws Exception {
        Process parent = TestProcesses.startJava(BlockedProgram.class, root.toString());
        String[] started =
                TestProcesses.awaitLine(parent, BlockedProgram.STARTED).split(" ", -1);
        long kafkaPid = Long.parseLong(started[1]);
        long postgresPid = Long.parseLong(started[2]);
        assertThat(ProcessHandle.of(kafkaPid)).isPresent();
        assertThat(ProcessHandle.of(postgresPid)).isPresent();

        parent.destroyForcibly().waitFor();

        // At once, while the servers of the killed parent are still stopping.
        try (KafkaServer kafka = KafkaServer.start(KafkaServerOptions.standard().withDirectory(root.resolve("kafka")));
                PostgresServer postgres = PostgresServer.start(
                        PostgresServerOptions.standard().withDirectory(root.resolve("postgres")))) {
            assertThat(kafka.pid()).isNotEqualTo(kafkaPid);
            assertThat(postgres.pid()).isNotEqualTo(postgresPid);
        }
        TestProcesses.awaitExit(kafkaPid);
        TestProcesses.awaitExit(postgresPid);
    }

    @Test
    void the_servers_of_a_killed_parent_exit(@TempDir Path root) throws Exception {
        Process parent = TestProcesses.startJava(BlockedProgram.class, root.toString());
        String[] started =
                TestProcesses.awaitLine(parent, BlockedProgram.STARTED).split(" ", -1);
        parent.destroyForcibly().waitFor();
        TestProcesses.awaitExit(Long.parseLong(started[1]));
        TestProcesses.awaitExit(Long.parseLong(started[2]));
    }
}
