package io.connwarden.client.examples;

import io.connwarden.client.BatchOutcome;
import io.connwarden.client.QueryRouter;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.status.RouterStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The router examples of {@code docs/client/router.md}. Each is run by a test. */
final class RouterExamples {
    private final QueryRouter router;

    RouterExamples(QueryRouter router) {
        this.router = router;
    }

    static QueryRouter open(String url) {
        // [open]
        QueryRouter router = QueryRouter.open(RouterSettings.forUrl(url)
                .applicationName("forum")
                .maxConnections(20)
                .build());
        // [/open]
        return router;
    }

    static RouterSettings everySetting(String url, String user, String password) {
        // [settings]
        RouterSettings settings = RouterSettings.forUrl(url)
                .user(user)
                .password(password)
                .maxConnections(100)
                .zombieThresholdMinutes(15)
                .healthCheckInterval(Duration.ofSeconds(30))
                .autoManagementEnabled(true)
                .connectionTimeout(Duration.ofSeconds(10))
                .queryTimeout(Duration.ofSeconds(30))
                .retryAttempts(3)
                .build();
        // [/settings]
        return settings;
    }

    // [query]
    record Post(long id, String title) {}

    static List<Post> posts(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT id, title FROM post ORDER BY id");
                ResultSet rows = statement.executeQuery()) {
            List<Post> posts = new ArrayList<>();
            while (rows.next()) {
                posts.add(new Post(rows.getLong("id"), rows.getString("title")));
            }
            return posts;
        }
    }
    // [/query]

    static DataSource dataSource(QueryRouter router) {
        // [datasource]
        DataSource dataSource = router.dataSource(QueryOptions.general("forum"));
        // [/datasource]
        return dataSource;
    }

    long scope(JdbcClient jdbc, TransactionTemplate transactions, long author, String title) {
        // [scope]
        long postId = router.within(
                QueryOptions.general("create_post").withTimeout(Duration.ofSeconds(10)),
                () -> transactions.execute(
                        status -> jdbc.sql("INSERT INTO post (author, title) VALUES (:author, :title) RETURNING id")
                                .param("author", author)
                                .param("title", title)
                                .query(Long.class)
                                .single()));
        // [/scope]
        return postId;
    }

    static List<String> attached(RuntimeException thrown) {
        List<String> lines = new ArrayList<>();
        // [attached]
        QueryException.attachedTo(thrown)
                .ifPresent(failed -> lines.add(
                        failed.queryName() + ": " + failed.effect() + " after " + failed.attempts() + " attempts"));
        // [/attached]
        return lines;
    }

    List<Post> ordinary() {
        // [ordinary]
        List<Post> posts = router.executeQuery(RouterExamples::posts, QueryOptions.read("get_posts"));
        // [/ordinary]
        return posts;
    }

    String highPriority(long userId) {
        // [high]
        String name = router.executeHighPriorityQuery(
                connection -> {
                    try (PreparedStatement statement =
                            connection.prepareStatement("SELECT name FROM member WHERE id = ?")) {
                        statement.setLong(1, userId);
                        try (ResultSet row = statement.executeQuery()) {
                            return row.next() ? row.getString(1) : "unknown";
                        }
                    }
                },
                QueryOptions.read("get_user").withTimeout(Duration.ofSeconds(10)));
        // [/high]
        return name;
    }

    long transaction(long userId, String title) {
        // [transaction]
        long postId = router.executeTransaction(
                connection -> {
                    try (PreparedStatement insert = connection.prepareStatement(
                                    "INSERT INTO post (author, title) VALUES (?, ?) RETURNING id");
                            PreparedStatement count = connection.prepareStatement(
                                    "UPDATE member SET post_count = post_count + 1 WHERE id = ?")) {
                        insert.setLong(1, userId);
                        insert.setString(2, title);
                        count.setLong(1, userId);
                        count.executeUpdate();
                        try (ResultSet row = insert.executeQuery()) {
                            row.next();
                            return row.getLong(1);
                        }
                    }
                },
                QueryOptions.transaction("create_post_transaction"));
        // [/transaction]
        return postId;
    }

    List<Post> smart() {
        // [smart]
        List<Post> posts = router.smartQuery(RouterExamples::posts, QueryOptions.read("list_posts"));
        // [/smart]
        return posts;
    }

    int write(long userId) {
        // [write]
        int changed = router.smartQuery(
                connection -> {
                    try (PreparedStatement statement =
                            connection.prepareStatement("UPDATE member SET seen = now() WHERE id = ?")) {
                        statement.setLong(1, userId);
                        return statement.executeUpdate();
                    }
                },
                QueryOptions.write("mark_seen").asIdempotent());
        // [/write]
        return changed;
    }

    int batch(List<Long> userIds) {
        // [batch]
        List<Query<Integer>> refreshes = new ArrayList<>();
        for (long id : userIds) {
            refreshes.add(connection -> {
                try (PreparedStatement statement = connection.prepareStatement(
                        "UPDATE member SET post_count = (SELECT count(*) FROM post WHERE author = member.id) "
                                + "WHERE id = ?")) {
                    statement.setLong(1, id);
                    return statement.executeUpdate();
                }
            });
        }
        int refreshed = 0;
        for (BatchOutcome<Integer> outcome :
                router.executeBatchQueries(refreshes, QueryOptions.batch("refresh_counts"))) {
            refreshed += outcome.getOrThrow();
        }
        // [/batch]
        return refreshed;
    }

    List<Post> patient() {
        // [patient]
        List<Post> posts = router.executeQuery(
                RouterExamples::posts,
                QueryOptions.read("slow_report")
                        .withTimeout(Duration.ofSeconds(60))
                        .withRetryAttempts(5));
        // [/patient]
        return posts;
    }

    int asynchronous() {
        // [async]
        CompletableFuture<Integer> count = router.executeQueryAsync(
                        RouterExamples::posts, QueryOptions.read("count_posts"))
                .thenApply(List::size);
        // [/async]
        return count.join();
    }

    String status() {
        // [status]
        RouterStatus status = router.status();
        String line = "queue length " + status.queueLength() + ", processing " + status.isProcessingQueue()
                + ", standard " + status.standard().running() + " running, reserved "
                + status.reserved().running() + ", abandoned " + status.abandonedConnections();
        // [/status]
        return line;
    }

    List<Post> monitored() {
        // [monitored]
        List<Post> posts = router.withConnectionMonitoring(
                () -> router.executeQuery(RouterExamples::posts, QueryOptions.read("get_posts")), "debug_query");
        // [/monitored]
        return posts;
    }
}
