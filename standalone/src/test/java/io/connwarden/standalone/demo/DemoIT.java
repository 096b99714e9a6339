package io.connwarden.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.standalone.ConnwardenProcess;
import io.connwarden.standalone.LeftoverProcesses;
import io.connwarden.standalone.SignInLink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {
    /** The start, and the timeout of the demo for one cycle. */
    private static final Duration MAX_RUN_TIME = Duration.ofMinutes(6);

    @Test
    void demo_once_prints_one_full_cycle_and_leaves_no_process(@TempDir Path data) throws Exception {
        List<String> arguments = List.of(
                "demo",
                "--once",
                "--kafka-port=0",
                "--target-port=0",
                "--store-port=0",
                "--http-port=0",
                "--data-dir",
                data.toString());
        try (ConnwardenProcess demo = ConnwardenProcess.start(Map.of(), arguments, MAX_RUN_TIME)) {
            String link = demo.awaitLine(line -> line.contains("#token="));
            SignInLink.assertSignsIn(link);
            // The console reads the embedded log store.
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(SignInLink.status(link, "/api/v1/timeline"))
                            .isEqualTo(200));
            demo.awaitLine(line -> line.contains("CRITICAL"));
            assertThat(LeftoverProcesses.find(data)).as("while it runs").isNotEmpty();
            int code = demo.awaitExit(60);
            assertThat(demo.output())
                    .contains("Mode act: sessions that a rule selects are ended")
                    .contains("checkout-service is rejected")
                    .contains("DECISION R1 emergency")
                    .contains("TERMINATED")
                    .contains("Relieved.")
                    .contains("catalog-api: 3 of 3 alive")
                    .contains("inventory-api: 2 of 2 alive")
                    .contains("pg_dump: 1 of 1 alive")
                    .contains("nightly-report: 1 of 1 alive")
                    .doesNotContain("\tat ")
                    .doesNotContain("\u001b");
            assertThat(code).as(demo.output()).isZero();
        }
        LeftoverProcesses.awaitNone(data);
        assertThat(data.resolve("demo/connwarden.log")).isNotEmptyFile();
    }
}
