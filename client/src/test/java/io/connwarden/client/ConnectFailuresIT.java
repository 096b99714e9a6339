package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.QueryException;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.settings.RouterSettings;
import io.connwarden.client.settings.RouterSettingsBuilder;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A database that cannot be reached or refuses the router: what the caller and the log are told, and when. */
class ConnectFailuresIT {
    private static final String ROLE = "connect_failures_it";
    private static final QueryOptions READ = QueryOptions.read("read");
    /** A test that waits for this would not end in time. */
    private static final QueryOptions PATIENT = QueryOptions.read("read").withTimeout(Duration.ofHours(1));

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.connwarden.client.lane.ConnectOutage");

    @BeforeEach
    void capture() {
        TestRouters.execute("DROP ROLE IF EXISTS " + ROLE);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void release() {
        logger.detachAppender(log);
        TestRouters.execute("DROP ROLE IF EXISTS " + ROLE);
    }

    @Test
    void a_refused_role_is_told_at_once_in_the_words_of_the_server() {
        try (QueryRouter router = open(patient(urlOf("nobody_of_this_name")))) {
            Throwable thrown = catchThrowable(() -> router.executeQuery(TestRouters.numberQuery("SELECT 1"), PATIENT));
            assertThat(thrown)
                    .isInstanceOf(QueryException.class)
                    .hasMessageStartingWith("FATAL: role \"nobody_of_this_name\" does not exist (SQLSTATE 28000)");
            assertThat(router.status().totals().retries()).isZero();
            assertThatThrownBy(() -> router.dataSource(READ).getConnection())
                    .isInstanceOf(SQLException.class)
                    .hasStackTraceContaining("role \"nobody_of_this_name\" does not exist");
            assertThat(router.status().standard().connectFailure()).contains("does not exist");
        }
    }

    @Test
    void an_unknown_database_is_told_at_once() {
        String url = TestRouters.url().replaceAll("/postgres(\\?|$)", "/no_such_database$1");
        try (QueryRouter router = open(patient(url))) {
            assertThatThrownBy(() -> router.executeQuery(TestRouters.numberQuery("SELECT 1"), PATIENT))
                    .hasMessageStartingWith("FATAL: database \"no_such_database\" does not exist (SQLSTATE 3D000)");
        }
    }

    @Test
    void a_full_server_is_named_as_the_reason() {
        TestRouters.execute("CREATE ROLE " + ROLE + " LOGIN CONNECTION LIMIT 0");
        try (QueryRouter router = open(settings(urlOf(ROLE)))) {
            QueryException thrown = (QueryException) catchThrowable(() ->
                    router.executeQuery(TestRouters.numberQuery("SELECT 1"), READ.withTimeout(Duration.ofSeconds(2))));
            assertThat(thrown)
                    .hasMessageStartingWith("FATAL: too many connections for role \"" + ROLE + "\" (SQLSTATE 53300)");
            assertThat(thrown.effect()).isEqualTo(FailureEffect.NONE);
        }
    }

    @Test
    void a_dead_address_is_named_as_the_reason() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (QueryRouter router = open(settings("jdbc:postgresql://localhost:" + port + "/postgres"))) {
            assertThatThrownBy(() -> router.executeQuery(
                            TestRouters.numberQuery("SELECT 1"), READ.withTimeout(Duration.ofSeconds(1))))
                    .hasMessageStartingWith("Connection to localhost:" + port + " refused");
        }
    }

    @Test
    void an_outage_is_logged_once_when_it_begins_and_once_when_it_is_over() {
        TestRouters.execute("CREATE ROLE " + ROLE + " LOGIN CONNECTION LIMIT 0");
        try (QueryRouter router = open(settings(urlOf(ROLE)))) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> router.executeQuery(
                                TestRouters.numberQuery("SELECT 1"), READ.withTimeout(Duration.ofSeconds(1))))
                        .isInstanceOf(QueryException.class);
            }
            assertThat(warnings("-standard' cannot connect: FATAL: too many connections for role"))
                    .hasSize(1);
            TestRouters.execute("ALTER ROLE " + ROLE + " CONNECTION LIMIT -1");
            await().untilAsserted(() -> assertThat(router.executeQuery(TestRouters.numberQuery("SELECT 5"), READ))
                    .isEqualTo(5));
            await().untilAsserted(() -> {
                router.executeQuery(TestRouters.numberQuery("SELECT 5"), READ);
                assertThat(warnings("-standard' connects again after")).hasSize(1);
            });
            assertThat(router.status().standard().connectFailure()).isNull();
        }
    }

    private List<String> warnings(String text) {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message -> message.contains(text))
                .toList();
    }

    private static RouterSettingsBuilder patient(String url) {
        return settings(url).connectionTimeout(Duration.ofMinutes(10));
    }

    private static String urlOf(String role) {
        return TestRouters.url().replaceAll("user=[^&]*", "user=" + role);
    }

    private static RouterSettingsBuilder settings(String url) {
        return RouterSettings.forUrl(url).applicationName("connect-failures-it").maxConnections(4);
    }

    private static QueryRouter open(RouterSettingsBuilder settings) {
        return QueryRouter.open(settings.build());
    }
}
