package io.connwarden.client.libraries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.libraries.Library.Kind;
import io.connwarden.client.libraries.Library.Statements;
import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryFailedException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryTimeoutException;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.testing.SharedInfrastructure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Libraries on the router's connections: sessions that end, commits that are lost, and deadlines. */
class LibrariesIT {
    private static final String INSERT = "INSERT INTO library_item (id) VALUES (1)";
    private static final QueryOptions WORK = QueryOptions.general("work");

    private final AtomicInteger attempts = new AtomicInteger();
    private QueryRouter router;

    @BeforeEach
    void open() {
        execute("DROP TABLE IF EXISTS library_item; CREATE TABLE library_item (id int PRIMARY KEY)");
        router = QueryRouter.open(RouterSettings.forUrl(url())
                .applicationName("libraries-it")
                .maxConnections(6)
                .reservedConnections(2)
                .build());
    }

    @AfterEach
    void close() {
        router.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_unit_of_work_is_repeated_after_a_lost_connection(Kind kind) {
        try (Library library = onDataSource(kind)) {
            int inserted = router.within(WORK, () -> library.inTransaction(this::insertAroundLoss));
            assertThat(inserted).isEqualTo(2);
            assertThat(attempts).hasValue(2);
            assertThat(count()).isEqualTo(2);
            assertNoneFailed();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_lost_commit_is_reported_with_the_exception_of_the_library(Kind kind) {
        execute("CREATE OR REPLACE FUNCTION end_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$");
        execute("CREATE CONSTRAINT TRIGGER lost_commit AFTER INSERT ON library_item DEFERRABLE INITIALLY DEFERRED"
                + " FOR EACH ROW EXECUTE FUNCTION end_at_commit()");
        try (Library library = onDataSource(kind)) {
            Throwable thrown = catchThrowable(() -> router.within(
                    WORK,
                    () -> library.inTransaction(statements -> {
                        attempts.incrementAndGet();
                        return statements.update(INSERT);
                    })));
            assertThat(thrown).isNotInstanceOf(QueryException.class);
            assertThat(QueryException.attachedTo(thrown)).hasValueSatisfying(failed -> {
                assertThat(failed.effect()).isEqualTo(FailureEffect.POSSIBLE);
                assertThat(failed.attempts()).isEqualTo(1);
            });
            assertThat(attempts).hasValue(1);
            assertThat(router.status().totals().failed()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_deadline_cancels_the_statement_of_a_library(Kind kind) {
        try (Library library = onDataSource(kind)) {
            Throwable thrown = catchThrowable(() -> router.within(
                    WORK.withTimeout(Duration.ofMillis(800)),
                    () -> library.inTransaction(
                            statements -> statements.number("SELECT 1 FROM (SELECT pg_sleep(300)) AS slept"))));
            assertThat(thrown).isNotInstanceOf(QueryException.class);
            assertThat(QueryException.attachedTo(thrown)).containsInstanceOf(QueryTimeoutException.class);
            assertThat(router.status().totals().timeouts()).isEqualTo(1);
            long seven = router.within(WORK, () -> library.inTransaction(statements -> statements.number("SELECT 7")));
            assertThat(seven).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_rejected_statement_keeps_the_exception_of_the_library(Kind kind) {
        try (Library library = onDataSource(kind)) {
            Throwable thrown = catchThrowable(() -> router.within(
                    WORK,
                    () -> library.inTransaction(statements -> {
                        attempts.incrementAndGet();
                        return statements.update(INSERT) + statements.update(INSERT);
                    })));
            assertThat(thrown).isNotInstanceOf(QueryException.class);
            assertThat(QueryException.attachedTo(thrown)).hasValueSatisfying(failed -> {
                assertThat(failed.effect()).isEqualTo(FailureEffect.NONE);
                assertThat(((QueryFailedException) failed).sqlState()).isEqualTo("23505");
            });
            assertThat(attempts).hasValue(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_library_inside_executeTransaction_joins_it(Kind kind) {
        int inserted = router.executeTransaction(
                connection -> {
                    try (Library library = kind.on(new SingleConnectionDataSource(connection, true))) {
                        return library.inTransaction(this::insertAroundLoss);
                    }
                },
                QueryOptions.general("transaction"));
        assertThat(inserted).isEqualTo(2);
        assertThat(attempts).hasValue(2);
        assertThat(count()).isEqualTo(2);
        assertNoneFailed();
    }

    @ParameterizedTest
    @EnumSource
    void a_library_inside_a_read_is_repeated(Kind kind) {
        long count = router.executeQuery(
                connection -> {
                    try (Library library = kind.on(new SingleConnectionDataSource(connection, true))) {
                        return library.inTransaction(statements -> {
                            terminateOnFirstAttempt(statements);
                            return statements.number("SELECT count(*) FROM library_item");
                        });
                    }
                },
                QueryOptions.read("read"));
        assertThat(count).isZero();
        assertThat(attempts).hasValue(2);
        assertNoneFailed();
    }

    /** Hibernate's find returns null instead of an exception once the transaction is marked for rollback. */
    @Test
    void an_entity_that_was_not_found_on_a_lost_connection_is_looked_for_again() {
        execute(INSERT);
        try (Hibernate hibernate = new Hibernate(router.dataSource(QueryOptions.general("alone")))) {
            Item found = router.within(WORK, () -> hibernate.findAfter(1, this::terminateOnFirstAttempt));
            assertThat(found).isNotNull();
            assertThat(attempts).hasValue(2);
        }
    }

    private Library onDataSource(Kind kind) {
        return kind.on(router.dataSource(QueryOptions.general("alone")));
    }

    private void assertNoneFailed() {
        assertThat(router.status().totals().failed()).isZero();
        assertThat(router.status().totals().retries()).isEqualTo(1);
    }

    /** Inserts two rows. In the first attempt the connection is lost between them. */
    private int insertAroundLoss(Statements statements) {
        int count = statements.update(INSERT);
        terminateOnFirstAttempt(statements);
        return count + statements.update("INSERT INTO library_item (id) VALUES (2)");
    }

    private void terminateOnFirstAttempt(Statements statements) {
        if (attempts.incrementAndGet() == 1) {
            execute("SELECT pg_terminate_backend(" + statements.number("SELECT pg_backend_pid()") + ", 5000)");
        }
    }

    private static long count() {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM library_item")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static String url() {
        return SharedInfrastructure.postgres().jdbcUrl("postgres");
    }
}
