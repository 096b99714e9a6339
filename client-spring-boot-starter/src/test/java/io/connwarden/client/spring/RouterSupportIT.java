package io.connwarden.client.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.spring.applications.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** Migrations, health, endpoint and explained failures, on a real server. */
@ExtendWith(OutputCaptureExtension.class)
class RouterSupportIT {
    private static TestDatabase database;

    @BeforeAll
    static void create() {
        database = TestDatabase.create("support");
    }

    @EnableAutoConfiguration
    static class Application {}

    @EnableAutoConfiguration
    @Import(EarlyReader.class)
    static class EarlyApplication {}

    /** Its name sorts before all others, and it uses the router while it is created. */
    static class EarlyReader {
        final long purchases;

        EarlyReader(QueryRouter router) {
            purchases = router.executeQuery(
                    connection -> {
                        try (var statement = connection.createStatement();
                                var row = statement.executeQuery("SELECT count(*) FROM total")) {
                            row.next();
                            return row.getLong(1);
                        }
                    },
                    QueryOptions.read("count"));
        }
    }

    private static ConfigurableApplicationContext start(Class<?> application, String... properties) {
        String[] all = new String[properties.length + 2];
        System.arraycopy(properties, 0, all, 0, properties.length);
        all[properties.length] = "spring.autoconfigure.exclude=" + HibernateJpaAutoConfiguration.class.getName() + ","
                + DataJpaRepositoriesAutoConfiguration.class.getName();
        all[properties.length + 1] = "logging.level.org.springframework.boot.diagnostics=INFO";
        return database.start(application, all);
    }

    @Test
    void a_bean_that_uses_the_router_waits_for_the_migrations() {
        for (String mode : new String[] {"replace", "beside"}) {
            database.execute("DROP SCHEMA public CASCADE");
            database.execute("CREATE SCHEMA public");
            try (ConfigurableApplicationContext application = start(
                    EarlyApplication.class,
                    "connwarden.client.datasource=" + mode,
                    "spring.flyway.locations=classpath:shop-migrations")) {
                assertThat(application.getBean(EarlyReader.class).purchases).isEqualTo(1);
                boolean replaced = application.getBean(DataSource.class) instanceof RoutedDataSource;
                assertThat(replaced).isEqualTo(mode.equals("replace"));
            }
        }
    }

    @Test
    void migrations_have_no_deadline_even_if_queries_have_one() {
        database.execute("DROP SCHEMA public CASCADE");
        database.execute("CREATE SCHEMA public");
        try (ConfigurableApplicationContext application = start(
                Application.class,
                "connwarden.client.router.query-timeout=300ms",
                "connwarden.client.router.transaction-timeout=300ms",
                "spring.flyway.locations=classpath:slow-migrations")) {
            assertThat(application.getBean(Flyway.class).info().current()).isNotNull();
        }
    }

    /** Like Liquibase's class of the same name. */
    static class SpringLiquibase {
        private DataSource dataSource;

        public DataSource getDataSource() {
            return dataSource;
        }

        public void setDataSource(DataSource dataSource) {
            this.dataSource = dataSource;
        }
    }

    @Test
    void liquibase_gets_connections_without_the_limit_of_queries() throws SQLException {
        try (ConfigurableApplicationContext application = start(
                Application.class,
                "spring.flyway.enabled=false",
                "connwarden.client.router.query-timeout=300ms",
                "connwarden.client.router.transaction-timeout=300ms")) {
            SpringLiquibase liquibase = new SpringLiquibase();
            liquibase.setDataSource(application.getBean(DataSource.class));
            application.getAutowireCapableBeanFactory().initializeBean(liquibase, "liquibase");
            try (Connection connection = liquibase.getDataSource().getConnection();
                    var row = connection.createStatement().executeQuery("SHOW statement_timeout")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("1d");
            }
        }
    }

    @Test
    void the_router_is_healthy_and_shows_both_lanes() {
        try (ConfigurableApplicationContext application = start(Application.class, "spring.flyway.enabled=false")) {
            Health health = health(application);
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails()).containsOnlyKeys("standard", "reserved");
        }
    }

    @Test
    void the_health_of_a_router_that_cannot_connect_has_the_message_of_the_server() {
        try (ConfigurableApplicationContext application = start(
                Application.class,
                "spring.flyway.enabled=false",
                "spring.sql.init.mode=never",
                "spring.datasource.url=" + database.url().replace("/support", "/nowhere"))) {
            Health health = health(application);
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails().get("standard").toString())
                    .contains("DOWN", "database \"nowhere\" does not exist");
        }
    }

    private static Health health(ConfigurableApplicationContext application) {
        return application
                .getBean("connwardenHealthIndicator", HealthIndicator.class)
                .health(true);
    }

    @Test
    void the_endpoint_shows_the_status_if_it_is_exposed() {
        try (ConfigurableApplicationContext application = start(
                Application.class,
                "spring.flyway.enabled=false",
                "management.endpoints.jmx.exposure.include=connwarden",
                "spring.jmx.enabled=true")) {
            assertThat(application
                            .getBean(RouterEndpoint.class)
                            .status()
                            .standard()
                            .pool()
                            .max())
                    .isPositive();
        }
        try (ConfigurableApplicationContext application = start(Application.class, "spring.flyway.enabled=false")) {
            assertThat(application.getBeanNamesForType(RouterEndpoint.class)).isEmpty();
        }
    }

    @Test
    void a_wrong_setting_is_explained_with_its_value_and_the_remedy(CapturedOutput output) {
        Throwable thrown = catchThrowable(() -> start(
                Application.class, "spring.flyway.enabled=false", "spring.datasource.hikari.maximum-pool-size=1"));
        assertThat(thrown).isNotNull();
        assertThat(output.getAll())
                .contains(
                        "APPLICATION FAILED TO START",
                        "spring.datasource.hikari.maximum-pool-size",
                        "'1'",
                        "2 or more");
    }

    @Test
    void a_url_of_another_database_for_the_router_is_explained(CapturedOutput output) {
        Throwable thrown = catchThrowable(() -> start(
                Application.class, "spring.flyway.enabled=false", "connwarden.client.router.url=jdbc:mysql://db/shop"));
        assertThat(thrown).isNotNull();
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START", "jdbc:mysql://db/shop", "a JDBC URL of PostgreSQL");
    }

    @Test
    void two_contradicting_settings_are_explained(CapturedOutput output) {
        Throwable thrown = catchThrowable(() -> start(
                Application.class,
                "spring.flyway.enabled=false",
                "connwarden.client.datasource=replace",
                "connwarden.client.router.url=" + database.url()));
        assertThat(thrown).isNotNull();
        assertThat(output.getAll())
                .contains(
                        "APPLICATION FAILED TO START",
                        "connwarden.client.datasource",
                        "Remove connwarden.client.router.url");
    }

    @Test
    void the_mode_off_leaves_the_data_source_and_creates_no_router() {
        try (ConfigurableApplicationContext application =
                start(Application.class, "spring.flyway.enabled=false", "connwarden.client.datasource=off")) {
            assertThat(application.getBeanNamesForType(QueryRouter.class)).isEmpty();
            assertThat(application.getBean(DataSource.class)).isNotInstanceOf(RoutedDataSource.class);
        }
    }
}
