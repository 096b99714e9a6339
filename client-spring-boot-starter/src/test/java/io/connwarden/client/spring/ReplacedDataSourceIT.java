package io.connwarden.client.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import io.connwarden.client.QueryRouter;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.spring.applications.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The data source of an application in the mode {@code replace}, on a real server. */
@ExtendWith(OutputCaptureExtension.class)
class ReplacedDataSourceIT {
    private static TestDatabase database;

    @BeforeAll
    static void create() {
        database = TestDatabase.create("replaced");
        database.execute("CREATE SCHEMA shop");
        database.execute("CREATE TABLE shop.item (id integer)");
        database.execute("DROP ROLE IF EXISTS replaced_app, replaced_next");
        database.execute("CREATE ROLE replaced_app LOGIN");
        database.execute("CREATE ROLE replaced_next LOGIN");
    }

    @AfterAll
    static void drop() {
        database.execute("DROP ROLE replaced_app, replaced_next");
    }

    private static ConfigurableApplicationContext start(Class<?> application, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("spring.flyway.enabled=false");
        all.add("logging.level.io.connwarden.client.spring=INFO");
        all.add("spring.autoconfigure.exclude=" + HibernateJpaAutoConfiguration.class.getName() + ","
                + DataJpaRepositoriesAutoConfiguration.class.getName());
        return database.start(application, all.toArray(String[]::new));
    }

    @EnableAutoConfiguration
    static class Application {}

    @Test
    void the_configuration_of_the_pool_is_taken_whole() throws SQLException {
        try (ConfigurableApplicationContext application = start(
                Application.class,
                "spring.datasource.hikari.connection-timeout=7000",
                "spring.datasource.hikari.schema=shop",
                "spring.datasource.hikari.connection-init-sql=SET lock_timeout = '7s'",
                "spring.datasource.hikari.data-source-properties.options=-c work_mem=5MB",
                "spring.datasource.hikari.transaction-isolation=TRANSACTION_REPEATABLE_READ",
                "spring.datasource.hikari.pool-name=shop-pool",
                "spring.datasource.hikari.minimum-idle=5",
                "spring.datasource.hikari.max-lifetime=600000",
                "spring.datasource.hikari.auto-commit=false")) {
            RouterSettings settings = application.getBean(QueryRouter.class).settings();
            assertThat(settings.sizes().maxConnections()).isEqualTo(8);
            assertThat(settings.timeouts().connectionTimeout()).isEqualTo(Duration.ofSeconds(7));
            assertThat(settings.pool().properties())
                    .containsEntry("poolName", "shop-pool")
                    .containsEntry("minimumIdle", 5)
                    .containsEntry("maxLifetime", 600_000L);
            JdbcClient jdbc = application.getBean(JdbcClient.class);
            assertThat(shown(jdbc, "search_path")).isEqualTo("shop");
            assertThat(shown(jdbc, "lock_timeout")).isEqualTo("7s");
            assertThat(shown(jdbc, "work_mem")).isEqualTo("5MB");
            assertThat(shown(jdbc, "transaction_isolation")).isEqualTo("repeatable read");
            assertThat(shown(jdbc, "application_name")).isEqualTo("replaced");
            assertThat(shown(jdbc, "statement_timeout")).isEqualTo("0");
            try (Connection connection = application.getBean(DataSource.class).getConnection()) {
                assertThat(connection.getAutoCommit()).isFalse();
            }
            assertThat(sessions()).isBetween(1L, 8L);
        }
    }

    @Test
    void a_query_of_the_router_is_committed_although_the_pool_turns_autocommit_off() {
        try (ConfigurableApplicationContext application =
                start(Application.class, "spring.datasource.hikari.auto-commit=false")) {
            application
                    .getBean(QueryRouter.class)
                    .executeQuery(
                            connection -> {
                                try (var statement = connection.createStatement()) {
                                    return statement.executeUpdate("INSERT INTO shop.item VALUES (77)");
                                }
                            },
                            QueryOptions.write("insert"));
            assertThat(database.number("SELECT count(*) FROM shop.item WHERE id = 77"))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_configured_query_timeout_is_set_on_the_server() {
        try (ConfigurableApplicationContext application = start(
                Application.class,
                "connwarden.client.router.query-timeout=9s",
                "connwarden.client.router.transaction-timeout=9s")) {
            assertThat(shown(application.getBean(JdbcClient.class), "statement_timeout"))
                    .isEqualTo("9s");
        }
    }

    @Test
    void there_is_no_session_beside_those_of_the_router() {
        try (ConfigurableApplicationContext application = start(Application.class)) {
            shown(application.getBean(JdbcClient.class), "work_mem");
            assertThat(database.number("SELECT count(*) FROM pg_stat_activity WHERE datname = 'replaced'"
                            + " AND application_name NOT LIKE 'replaced%' AND pid <> pg_backend_pid()"))
                    .isZero();
        }
    }

    @EnableAutoConfiguration
    static class ClosingApplication {
        static final List<Object> SEEN = new ArrayList<>();

        @Bean
        DisposableBean lastWords(JdbcClient jdbc) {
            return () -> SEEN.add(shown(jdbc, "server_version_num"));
        }
    }

    @Test
    void users_of_the_data_source_can_query_until_they_are_closed() {
        QueryRouter router;
        try (ConfigurableApplicationContext application = start(ClosingApplication.class)) {
            router = application.getBean(QueryRouter.class);
            assertThat(router.isClosed()).isFalse();
        }
        assertThat(ClosingApplication.SEEN).hasSize(1);
        assertThat(router.isClosed()).isTrue();
    }

    @EnableAutoConfiguration
    static class RotatingApplication {
        static volatile String user = "replaced_app";

        @Bean
        HikariCredentialsProvider credentials() {
            return () -> Credentials.of(user, "secret");
        }
    }

    @Test
    void credentials_of_a_provider_are_read_for_each_connection() {
        try (ConfigurableApplicationContext application = start(
                RotatingApplication.class,
                "spring.datasource.url=" + database.url().replaceFirst("\\?.*", ""))) {
            JdbcClient jdbc = application.getBean(JdbcClient.class);
            assertThat(user(jdbc)).isEqualTo("replaced_app");
            RotatingApplication.user = "replaced_next";
            database.terminateSessions();
            QueryRouter router = application.getBean(QueryRouter.class);
            assertThat(router.within(QueryOptions.read("user"), () -> user(jdbc)))
                    .isEqualTo("replaced_next");
        }
    }

    @Test
    void another_database_starts_unchanged_with_one_line(CapturedOutput output) throws SQLException {
        try (ConfigurableApplicationContext application =
                start(Application.class, "spring.datasource.url=jdbc:h2:mem:other")) {
            assertThat(application.getBeanNamesForType(QueryRouter.class)).isEmpty();
            assertThat(application.getBean(DataSource.class)).isInstanceOf(HikariDataSource.class);
            assertThat(application
                            .getBean(JdbcClient.class)
                            .sql("SELECT 5")
                            .query(Long.class)
                            .single())
                    .isEqualTo(5);
            assertThat(output.getOut().split("No query router is created", -1)).hasSize(2);
        }
    }

    @Test
    void an_embedded_database_without_a_url_starts_unchanged() {
        try (ConfigurableApplicationContext application = start(Application.class, "spring.datasource.url=")) {
            assertThat(application.getBeanNamesForType(QueryRouter.class)).isEmpty();
        }
    }

    @EnableAutoConfiguration
    static class OwnDataSourceApplication {
        @Bean
        HikariDataSource own() {
            HikariDataSource own = new HikariDataSource();
            own.setJdbcUrl("jdbc:h2:mem:own");
            return own;
        }
    }

    @Test
    void a_data_source_of_the_application_decides_when_it_is_created(CapturedOutput output) {
        try (ConfigurableApplicationContext application = start(OwnDataSourceApplication.class)) {
            assertThat(application.getBeanProvider(QueryRouter.class).getIfAvailable())
                    .isNull();
            assertThat(application
                            .getBean(JdbcClient.class)
                            .sql("SELECT 5")
                            .query(Long.class)
                            .single())
                    .isEqualTo(5);
            assertThat(output.getOut()).contains("Data source 'own' is left unchanged", "(jdbc:h2:)");
        }
    }

    @EnableAutoConfiguration
    static class SeveralDataSourcesApplication {
        @Bean
        @Primary
        HikariDataSource first() {
            HikariDataSource first = new HikariDataSource();
            first.setJdbcUrl(database.url());
            return first;
        }

        @Bean
        HikariDataSource second() {
            HikariDataSource second = new HikariDataSource();
            second.setJdbcUrl(database.url());
            second.setMaximumPoolSize(6);
            return second;
        }
    }

    @Test
    void of_several_data_sources_only_the_named_one_is_replaced(CapturedOutput output) {
        try (ConfigurableApplicationContext application = start(SeveralDataSourcesApplication.class)) {
            assertThat(application.getBeanProvider(QueryRouter.class).getIfAvailable())
                    .isNull();
            assertThat(output.getOut()).contains("[first, second]", "connwarden.client.datasource-bean");
        }
        try (ConfigurableApplicationContext application =
                start(SeveralDataSourcesApplication.class, "connwarden.client.datasource-bean=second")) {
            assertThat(application.getBean(QueryRouter.class).settings().sizes().maxConnections())
                    .isEqualTo(6);
            assertThat(application.getBean("second", DataSource.class)).isInstanceOf(RoutedDataSource.class);
            assertThat(application.getBean("first", DataSource.class)).isNotInstanceOf(RoutedDataSource.class);
        }
    }

    @Test
    void a_wrapping_driver_works_and_its_connections_are_unwrapped() throws SQLException {
        WrappingDriver driver = new WrappingDriver();
        DriverManager.registerDriver(driver);
        try (ConfigurableApplicationContext application = start(
                Application.class,
                "spring.datasource.url=" + database.url().replace("jdbc:postgresql:", "jdbc:p6spy:postgresql:"),
                "spring.datasource.driver-class-name=" + WrappingDriver.class.getName())) {
            assertThat(shown(application.getBean(JdbcClient.class), "application_name"))
                    .isEqualTo("replaced");
            assertThat(WrappingDriver.CONNECTIONS).hasPositiveValue();
        } finally {
            DriverManager.deregisterDriver(driver);
        }
    }

    /** A driver of the kind of p6spy: it has its own URLs, and its connections wrap those of PostgreSQL. */
    public static final class WrappingDriver implements Driver {
        static final AtomicInteger CONNECTIONS = new AtomicInteger();

        @Override
        public Connection connect(String url, Properties properties) throws SQLException {
            if (!acceptsURL(url)) {
                return null;
            }
            CONNECTIONS.incrementAndGet();
            return Wrapping.connection(DriverManager.getConnection(url.replace("jdbc:p6spy:", "jdbc:"), properties));
        }

        @Override
        public boolean acceptsURL(String url) {
            return url.startsWith("jdbc:p6spy:");
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }
    }

    /** A connection that is no PGConnection itself. */
    private static final class Wrapping {
        static Connection connection(Connection inner) {
            return (Connection) Proxy.newProxyInstance(
                    Wrapping.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        try {
                            return method.invoke(inner, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }

    private static String shown(JdbcClient jdbc, String setting) {
        return jdbc.sql("SELECT current_setting('" + setting + "')")
                .query(String.class)
                .single();
    }

    private static String user(JdbcClient jdbc) {
        return jdbc.sql("SELECT current_user").query(String.class).single();
    }

    private static long sessions() {
        return database.number(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name IN ('replaced', 'replaced:reserved')");
    }
}
