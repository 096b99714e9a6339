package io.connwarden.client.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import io.connwarden.client.QueryRouter;
import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.Priority;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.query.QueryTimeoutException;
import io.connwarden.client.query.QueryType;
import io.connwarden.client.spring.applications.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The scopes of methods with {@code @Transactional} and {@link QueryRoute}, on a real server. */
class ScopesIT {
    private static TestDatabase database;
    private static ConfigurableApplicationContext application;
    private static QueryRouter router;
    private static Service service;
    private static final AtomicInteger ATTEMPTS = new AtomicInteger();

    @BeforeAll
    static void start() {
        database = TestDatabase.create("scopes");
        database.execute("CREATE TABLE item (id integer)");
        application = start(Application.class);
        router = application.getBean(QueryRouter.class);
        service = application.getBean(Service.class);
    }

    private static ConfigurableApplicationContext start(Class<?> type, String... properties) {
        String[] all = new String[properties.length + 2];
        System.arraycopy(properties, 0, all, 0, properties.length);
        all[properties.length] = "spring.flyway.enabled=false";
        all[properties.length + 1] = "spring.autoconfigure.exclude=" + HibernateJpaAutoConfiguration.class.getName()
                + "," + DataJpaRepositoriesAutoConfiguration.class.getName();
        return database.start(type, all);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @BeforeEach
    void reset() {
        database.execute("TRUNCATE item");
        ATTEMPTS.set(0);
    }

    @EnableAutoConfiguration
    @Import({Service.class, Login.class, Nested.class, Routed.class, Items.class})
    static class Application {}

    static class Service {
        private final JdbcClient jdbc;
        private final Nested nested;

        Service(JdbcClient jdbc, Nested nested) {
            this.jdbc = jdbc;
            this.nested = nested;
        }

        @Transactional
        public int insertAfterLoss() {
            jdbc.sql("INSERT INTO item VALUES (1)").update();
            loseOnce();
            return jdbc.sql("INSERT INTO item VALUES (2)").update();
        }

        @Transactional
        public void failWith(Exception failure) throws Exception {
            ATTEMPTS.incrementAndGet();
            jdbc.sql("INSERT INTO item VALUES (1)").update();
            throw failure;
        }

        @Transactional(readOnly = true)
        public long readAndAudit() {
            nested.insertApart();
            return jdbc.sql("SELECT count(*) FROM item").query(Long.class).single();
        }

        @Transactional
        public void commitApartAndLose() {
            nested.insertApart();
            loseOnce();
            jdbc.sql("INSERT INTO item VALUES (3)").update();
        }

        @Transactional(readOnly = true)
        public void writeInReadOnly() {
            jdbc.sql("INSERT INTO item VALUES (1)").update();
        }

        @Transactional(timeout = 1)
        public void sleepWithTimeout() {
            nested.sleep(300);
        }

        @Transactional
        public String lane() {
            return jdbc.sql("SHOW application_name").query(String.class).single();
        }
    }

    static class Nested {
        private final JdbcClient jdbc;

        Nested(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @Transactional(propagation = Propagation.REQUIRES_NEW)
        public void insertApart() {
            jdbc.sql("INSERT INTO item VALUES (9)").update();
        }

        @Transactional
        public void sleep(int seconds) {
            jdbc.sql("SELECT 1 FROM (SELECT pg_sleep(?)) AS slept")
                    .param(seconds)
                    .query(Long.class)
                    .single();
        }
    }

    static class Login {
        private final JdbcClient jdbc;

        Login(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        // [route]
        @QueryRoute(priority = Priority.HIGH, timeout = "5s")
        @Transactional
        public void recordLogin(int user) {
            jdbc.sql("INSERT INTO item VALUES (?)").param(user).update();
        }
        // [/route]
    }

    @QueryRoute(priority = Priority.HIGH, name = "login")
    static class Routed {
        private final JdbcClient jdbc;

        Routed(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        public String lane() {
            return jdbc.sql("SHOW application_name").query(String.class).single();
        }

        @QueryRoute(type = QueryType.READ)
        public long readAfterLoss() {
            boolean isFirst = ATTEMPTS.incrementAndGet() == 1;
            return jdbc.sql(isFirst ? "SELECT 1 FROM pg_terminate_backend(pg_backend_pid())" : "SELECT 5")
                    .query(Long.class)
                    .single();
        }

        @QueryRoute(type = QueryType.READ)
        public int writeInRead() {
            return jdbc.sql("INSERT INTO item VALUES (1)").update();
        }

        @Transactional
        @QueryRoute(timeout = "${scopes.timeout:700ms}")
        public void sleepInTransaction() {
            jdbc.sql("SELECT 1 FROM (SELECT pg_sleep(300)) AS slept")
                    .query(Long.class)
                    .single();
        }

        @Transactional
        @QueryRoute(retryAttempts = 0)
        public int insertOnce() {
            loseOnce();
            return jdbc.sql("INSERT INTO item VALUES (1)").update();
        }
    }

    @Repository
    static class Items {
        private final QueryRouter router;

        Items(QueryRouter router) {
            this.router = router;
        }

        public long number(String sql, QueryOptions options) {
            return router.executeQuery(
                    connection -> {
                        try (var statement = connection.createStatement();
                                var row = statement.executeQuery(sql)) {
                            row.next();
                            return row.getLong(1);
                        }
                    },
                    options);
        }
    }

    private static void loseOnce() {
        if (ATTEMPTS.incrementAndGet() == 1) {
            database.terminateSessions();
        }
    }

    private static long items() {
        return database.number("SELECT count(*) FROM item");
    }

    @Test
    void a_transactional_method_is_repeated_as_a_whole_and_named_by_class_and_method() {
        assertThat(service.insertAfterLoss()).isEqualTo(1);
        assertThat(ATTEMPTS).hasValue(2);
        assertThat(items()).isEqualTo(2);
        assertThat(router.status().queries()).containsKey("Service.insertAfterLoss");
    }

    @Test
    void exceptions_of_the_application_reach_the_caller_without_a_repetition() {
        IOException failure = new IOException("own");
        assertThatThrownBy(() -> service.failWith(failure)).isSameAs(failure);
        assertThat(ATTEMPTS).hasValue(1);
    }

    @Test
    void a_read_only_method_may_call_one_that_writes_in_a_transaction_of_its_own() {
        assertThat(service.readAndAudit()).isEqualTo(1);
    }

    @Test
    void a_commit_in_a_nested_transaction_prevents_the_repetition_and_is_told() {
        Throwable thrown = catchThrowable(service::commitApartAndLose);
        assertThat(QueryException.attachedTo(thrown))
                .hasValueSatisfying(told -> assertThat(told.effect()).isEqualTo(FailureEffect.POSSIBLE));
        assertThat(items()).isEqualTo(1);
    }

    @Test
    void a_write_in_a_read_only_transaction_is_rejected_by_the_server_as_without_the_router() {
        assertThatThrownBy(service::writeInReadOnly).rootCause().hasMessageContaining("read-only transaction");
    }

    @Test
    void the_timeout_of_the_transaction_is_the_deadline_of_its_statements() {
        Throwable thrown = catchThrowable(service::sleepWithTimeout);
        assertThat(QueryException.attachedTo(thrown)).isPresent();
    }

    @Test
    void a_transactional_method_uses_the_standard_lane() {
        assertThat(service.lane()).isEqualTo("scopes");
    }

    @Test
    void an_annotated_class_uses_the_lane_of_its_priority_without_a_transaction() {
        Routed routed = application.getBean(Routed.class);
        assertThat(routed.lane()).isEqualTo("scopes:reserved");
        assertThat(router.status().queries()).containsKey("login");
    }

    @Test
    void an_annotated_transaction_is_counted_by_class_and_method() {
        application.getBean(Login.class).recordLogin(4);
        assertThat(items()).isEqualTo(1);
        assertThat(router.status().queries()).containsKey("Login.recordLogin");
    }

    @Test
    void an_annotated_method_replaces_the_annotation_of_its_class() {
        Routed routed = application.getBean(Routed.class);
        assertThat(routed.readAfterLoss()).isEqualTo(5);
        assertThat(ATTEMPTS).hasValue(2);
        assertThat(router.status().queries()).containsKey("Routed.readAfterLoss");
        assertThatThrownBy(routed::writeInRead).rootCause().hasMessageContaining("has the type READ");
    }

    @Test
    void an_annotated_timeout_covers_the_transaction() {
        Throwable thrown = catchThrowable(application.getBean(Routed.class)::sleepInTransaction);
        assertThat(QueryException.attachedTo(thrown)).containsInstanceOf(QueryTimeoutException.class);
    }

    @Test
    void an_annotated_number_of_repetitions_is_kept() {
        Throwable thrown = catchThrowable(application.getBean(Routed.class)::insertOnce);
        assertThat(ATTEMPTS).hasValue(1);
        assertThat(QueryException.attachedTo(thrown))
                .hasValueSatisfying(told -> assertThat(told.effect()).isEqualTo(FailureEffect.NONE));
    }

    @Test
    void exceptions_of_the_router_are_translated_in_repositories() {
        Items items = application.getBean(Items.class);
        assertThatThrownBy(() -> items.number("SELECT 1/0", QueryOptions.read("division")))
                .isInstanceOf(DataIntegrityViolationException.class)
                .satisfies(
                        thrown -> assertThat(QueryException.attachedTo(thrown)).isPresent());
        assertThatThrownBy(() -> items.number(
                        "SELECT 1 FROM (SELECT pg_sleep(300)) AS slept",
                        QueryOptions.read("slow").withTimeout(Duration.ofMillis(400))))
                .isInstanceOf(org.springframework.dao.QueryTimeoutException.class);
    }

    @Test
    void transactional_scopes_can_be_disabled() {
        try (ConfigurableApplicationContext without =
                start(Application.class, "connwarden.client.transactional-scopes=false")) {
            Throwable thrown = catchThrowable(without.getBean(Service.class)::insertAfterLoss);
            assertThat(thrown).isNotNull();
            assertThat(ATTEMPTS).hasValue(1);
            assertThat(without.getBean(Routed.class).lane()).isEqualTo("scopes:reserved");
        }
    }

    @EnableAutoConfiguration
    @EnableTransactionManagement(order = 10)
    @Import(OtherService.class)
    static class OtherDatabaseApplication {
        @Bean(defaultCandidate = false)
        HikariDataSource other() {
            HikariDataSource other = new HikariDataSource();
            other.setJdbcUrl(database.url());
            other.setMaximumPoolSize(2);
            return other;
        }

        @Bean
        JdbcTransactionManager transactionManager(@Qualifier("dataSource") DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }

        @Bean(defaultCandidate = false)
        JdbcTransactionManager otherTransactions(@Qualifier("other") DataSource other) {
            return new JdbcTransactionManager(other);
        }
    }

    static class OtherService {
        private final JdbcClient other;
        private final JdbcClient own;

        OtherService(@Qualifier("other") DataSource other, JdbcClient own) {
            this.other = JdbcClient.create(other);
            this.own = own;
        }

        @Transactional("otherTransactions")
        public void failInOther() {
            ATTEMPTS.incrementAndGet();
            other.sql("DO 'BEGIN RAISE EXCEPTION ''conflict'' USING ERRCODE = ''40001''; END'")
                    .update();
        }

        @Transactional
        public void insert() {
            loseOnce();
            own.sql("INSERT INTO item VALUES (1)").update();
        }
    }

    @Test
    void a_transaction_of_another_data_source_is_never_repeated() {
        try (ConfigurableApplicationContext two = start(OtherDatabaseApplication.class)) {
            OtherService both = two.getBean(OtherService.class);
            assertThatThrownBy(both::failInOther).isInstanceOf(RuntimeException.class);
            assertThat(ATTEMPTS).hasValue(1);
            ATTEMPTS.set(0);
            both.insert();
            assertThat(ATTEMPTS).hasValue(2);
        }
    }
}
