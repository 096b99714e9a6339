package io.connwarden.standalone.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.standalone.campaign.RoundFacts.Ending;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TargetLogTest {
    @Test
    void terminations_and_cancels_are_read_with_the_identity_of_the_backend() {
        String log = """
                2026-03-01 10:00:00.100 UTC|311|69a40d60.137|[unknown]|LOG:  connection received: host=127.0.0.1
                2026-03-01 10:00:04.250 UTC|311|69a40d60.137|zombie-1|%s
                2026-03-01 10:00:04.251 UTC|311|69a40d60.137|zombie-1|LOG:  disconnection: session time: 0:00:04.150
                2026-03-01 10:00:05.000 UTC|320|69a40d63.140|innocent-2|%s
                """.formatted(
                        "FATAL:  terminating connection due to administrator command",
                        "ERROR:  canceling statement due to user request");
        assertThat(TargetLog.endings(log.getBytes(UTF_8)))
                .containsExactly(
                        new Ending(
                                Instant.parse("2026-03-01T10:00:04.250Z"),
                                311,
                                Instant.ofEpochSecond(0x69a40d60L),
                                "zombie-1",
                                true),
                        new Ending(
                                Instant.parse("2026-03-01T10:00:05Z"),
                                320,
                                Instant.ofEpochSecond(0x69a40d63L),
                                "innocent-2",
                                false));
    }
}
