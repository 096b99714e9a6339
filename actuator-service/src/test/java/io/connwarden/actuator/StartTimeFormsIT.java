package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.SOURCE;
import static io.connwarden.actuator.ActuatorTestEnvironment.TARGET;
import static io.connwarden.actuator.ActuatorTestEnvironment.command;
import static io.connwarden.actuator.ActuatorTestEnvironment.now;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.EncodedEvent;
import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.testing.Backend;
import io.connwarden.testing.TestSessions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** A TERMINATE with the start of a session as the server itself writes it, in many settings and expressions. */
class StartTimeFormsIT {
    private static ActuatorTestEnvironment environment;
    private static ConfigurableApplicationContext actuator;
    private static TestSessions sessions;

    @BeforeAll
    static void start() {
        environment = new ActuatorTestEnvironment();
        actuator = environment.startActuator();
        sessions = ActuatorTestEnvironment.idleSessions(1, "timed");
    }

    @AfterAll
    static void stop() {
        sessions.close();
        actuator.close();
        environment.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "UTC ; backend_start::text",
                "Asia/Kolkata ; backend_start::text",
                "America/St_Johns ; backend_start::text",
                "Asia/Kathmandu ; backend_start::text",
                "Europe/Berlin ; to_json(backend_start) #>> '{}'",
                "UTC ; backend_start::timestamptz(3)::text",
                "UTC ; backend_start::timestamptz(0)::text",
                "UTC ; date_trunc('milliseconds', backend_start)::text",
                "UTC ; to_char(backend_start, 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')",
                "UTC ; to_char(backend_start, 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')",
                "UTC ; to_char(backend_start, 'YYYY-MM-DD\"T\"HH24:MI:SS.US') || '+00:00'",
                "Europe/Berlin ; to_char(backend_start, 'YYYY-MM-DD HH24:MI:SS.USTZH:TZM')"
            })
    void a_start_in_the_form_of_the_server_means_the_session(String zone, String expression) throws SQLException {
        Result result = environment.awaitResult(terminate(read(zone, expression)));
        assertThat(result.outcome()).isEqualTo(CommandOutcome.COMPLETED);
        assertThat(result.sessions()).singleElement().satisfies(session -> {
            assertThat(session.outcome()).isEqualTo(SessionOutcome.WOULD_TERMINATE);
            assertThat(session.backendStart()).isEqualTo(backend().backendStart());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // The DateStyles SQL, German and Postgres.
                "to_char(backend_start, 'DD/MM/YYYY HH24:MI:SS.US') || ' UTC'",
                "to_char(backend_start, 'MM/DD/YYYY HH24:MI:SS.US') || ' UTC'",
                "to_char(backend_start, 'DD.MM.YYYY HH24:MI:SS.US') || ' UTC'",
                "to_char(backend_start, 'Dy DD Mon HH24:MI:SS.US YYYY') || ' UTC'",
                "(backend_start AT TIME ZONE 'UTC')::text",
                "extract(epoch FROM backend_start)::text",
                "'infinity'::timestamptz::text",
                "backend_start::date::text",
                "to_char(backend_start, 'YYYY-MM-DD HH24:MI:SS,MS') || '+00'",
                "to_char(backend_start, 'HH24:MI:SS.US') || '+00'"
            })
    void a_start_that_may_mean_another_time_is_rejected_with_the_value(String expression) throws SQLException {
        String text = read("UTC", expression);
        Result result = environment.awaitResult(terminate(text));
        assertThat(result.outcome()).as(text).isEqualTo(CommandOutcome.REJECTED);
        assertThat(result.decision().reason()).contains("backendStart", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2 seconds", "1 minute", "1 hour", "-2 seconds", "-5 hours 30 minutes"})
    void the_start_of_another_session_is_rejected_with_the_true_value(String apart) throws SQLException {
        String text = read("UTC", "(backend_start + interval '" + apart + "')::timestamptz(0)::text");
        Result result = environment.awaitResult(terminate(text));
        assertThat(result.outcome()).isEqualTo(CommandOutcome.REJECTED);
        assertThat(result.decision().reason()).contains(backend().backendStart().toString());
    }

    @Test
    void no_form_has_ended_the_session_of_a_dry_run() {
        assertThat(sessions.alive()).hasSize(1);
    }

    /** Sends a dry run of TERMINATE with a text as the start, and returns its id. */
    private static String terminate(String start) {
        String id = UUID.randomUUID().toString();
        SessionId named = new SessionId(backend().pid(), backend().backendStart());
        EncodedEvent encoded = EventCodec.instance()
                .encode(new Event<>(
                        new EventId(SOURCE, id),
                        now(),
                        command(TARGET, new CommandParameters.Terminate(List.of(named), Set.of()), true)));
        String value = new String(encoded.value(), UTF_8)
                .replaceFirst("\"backendStart\":\"[^\"]*\"", "\"backendStart\":\"" + start + "\"");
        assertThat(value).contains(start);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(environment.topics.commands(), encoded.key(), value.getBytes(UTF_8));
        encoded.headers().forEach(record.headers()::add);
        environment.send(record);
        return id;
    }

    private static Backend backend() {
        return sessions.backends().get(0);
    }

    private static String read(String zone, String expression) throws SQLException {
        try (Connection connection = DriverManager.getConnection(ActuatorTestEnvironment.targetUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = '" + zone + "'");
            try (ResultSet row = statement.executeQuery("SELECT " + expression + " FROM pg_stat_activity WHERE pid = "
                    + backend().pid())) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
