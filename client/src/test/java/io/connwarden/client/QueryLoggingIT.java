package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.connwarden.client.query.QueryFailedException;
import io.connwarden.client.query.QueryOptions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class QueryLoggingIT {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.connwarden.client");

    @BeforeEach
    void listen() {
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    @Test
    void development_mode_logs_each_query_with_duration_lane_and_retries() {
        try (QueryRouter router = QueryRouter.open(TestRouters.settings("logged-it")
                .maxConnections(4)
                .queryLoggingEnabled(true)
                .build())) {
            router.executeQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.read("fine"));
            assertThatThrownBy(() -> router.executeHighPriorityQuery(
                            TestRouters.numberQuery("SELECT nonsense"), QueryOptions.read("wrong")))
                    .isInstanceOf(QueryFailedException.class);
        }
        assertThat(messages())
                .anyMatch(line ->
                        line.matches("Query 'fine' succeeded after [0-9.]+ ms: NORMAL READ, lane STANDARD, 0 retries"))
                .anyMatch(line ->
                        line.matches("Query 'wrong' failed after [0-9.]+ ms: HIGH READ, lane RESERVED, 0 retries"));
    }

    @Test
    void without_development_mode_only_monitored_work_is_logged() {
        try (QueryRouter router = QueryRouter.open(
                TestRouters.settings("logged-it").maxConnections(4).build())) {
            router.withConnectionMonitoring(
                    () -> router.executeQuery(TestRouters.numberQuery("SELECT 1"), QueryOptions.read("quiet")), "work");
        }
        assertThat(messages())
                .noneMatch(line -> line.startsWith("Query 'quiet'"))
                .anyMatch(line ->
                        line.matches("Work 'work' succeeded after [0-9.]+ ms\\. Lanes before: .*\\. Lanes after: .*"));
    }

    private List<String> messages() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
