package io.connwarden.client.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.status.CallOutcome;
import io.connwarden.testing.SharedInfrastructure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The examples of {@code docs/client/router.md}, run on a real server. */
class RouterExamplesIT {
    private static final String TABLES = """
            DROP TABLE IF EXISTS post, member;
            CREATE TABLE member (id bigint PRIMARY KEY, name text, post_count int DEFAULT 0, seen timestamptz);
            CREATE TABLE post (id bigserial PRIMARY KEY, author bigint REFERENCES member, title text);
            INSERT INTO member VALUES (1, 'Ada'), (2, 'Ben');
            INSERT INTO post (author, title) VALUES (1, 'first'), (1, 'second'), (2, 'third');
            """;

    private final String url = SharedInfrastructure.postgres().jdbcUrl("postgres");
    private QueryRouter router;
    private RouterExamples examples;

    @BeforeEach
    void open() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(TABLES);
        }
        router = RouterExamples.open(url);
        examples = new RouterExamples(router);
    }

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void read_examples_return_their_rows() {
        assertThat(examples.ordinary()).hasSize(3);
        assertThat(examples.smart()).isEqualTo(examples.patient());
        assertThat(examples.asynchronous()).isEqualTo(3);
        assertThat(examples.highPriority(1)).isEqualTo("Ada");
        assertThat(router.status().queries().keySet())
                .contains("get_posts", "list_posts", "slow_report", "count_posts", "get_user");
    }

    @Test
    void write_examples_change_their_rows() {
        long id = examples.transaction(2, "fourth");
        assertThat(examples.ordinary()).contains(new RouterExamples.Post(id, "fourth"));
        assertThat(examples.batch(List.of(1L, 2L))).isEqualTo(2);
        assertThat(examples.write(2)).isEqualTo(1);
    }

    @Test
    void scope_examples_run_on_the_data_source() {
        DataSource dataSource = RouterExamples.dataSource(router);
        JdbcClient jdbc = JdbcClient.create(dataSource);
        TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        long id = examples.scope(jdbc, transactions, 2, "fifth");
        assertThat(examples.ordinary()).contains(new RouterExamples.Post(id, "fifth"));
        assertThatThrownBy(() -> examples.scope(jdbc, transactions, 99, "without author"))
                .isInstanceOfSatisfying(
                        RuntimeException.class,
                        thrown -> assertThat(RouterExamples.attached(thrown))
                                .containsExactly("create_post: NONE after 1 attempts"));
    }

    @Test
    void status_examples_show_the_queries_run() {
        assertThat(examples.monitored()).hasSize(3);
        assertThat(router.status().queries().get("debug_query").outcomes()).containsEntry(CallOutcome.SUCCEEDED, 1L);
        assertThat(examples.status()).startsWith("queue length 0, processing false");
    }

    @Test
    void the_documented_settings_are_the_defaults() {
        RouterSettings shown = RouterExamples.everySetting(url, "postgres", "");
        RouterSettings usual = RouterSettings.forUrl(url).build();
        assertThat(shown.sizes()).isEqualTo(usual.sizes());
        assertThat(shown.timeouts()).isEqualTo(usual.timeouts());
        assertThat(shown.health()).isEqualTo(usual.health());
        assertThat(shown.retryAttempts()).isEqualTo(3);
        assertThat(shown.timeouts().queryTimeout()).isEqualTo(Duration.ofSeconds(30));
    }
}
