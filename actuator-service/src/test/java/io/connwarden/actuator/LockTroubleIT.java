package io.connwarden.actuator;

import static io.connwarden.actuator.ActuatorTestEnvironment.MAX_WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import io.connwarden.testing.Backend;
import io.connwarden.testing.TestSessions;
import io.connwarden.testing.UnfinishedExchange;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** An emergency on a server in lock trouble acts on the head of each queue. */
class LockTroubleIT {
    private static GoodsServer server;
    private static ActuatorTestEnvironment environment;
    private static ConfigurableApplicationContext actuator;

    @BeforeAll
    static void start() {
        server = GoodsServer.start();
        environment = new ActuatorTestEnvironment();
        actuator = environment.startActuator(
                server.targetSetting(),
                "connwarden.actuator.termination-timeout=5s",
                "connwarden.policy.emergency.active-for=1ms",
                "connwarden.policy.emergency.stuck-older-than=1ms",
                "connwarden.policy.stuck-transactions.older-than=1ms");
    }

    @AfterAll
    static void stop() {
        actuator.close();
        environment.close();
        server.close();
    }

    @BeforeEach
    void createTable() {
        server.createTable();
    }

    @AfterEach
    void dropTable() {
        server.dropTable();
    }

    @Test
    void unfinished_exchanges_are_terminated_and_the_ddl_and_the_readers_behind_them_finish() {
        try (UnfinishedExchange first = server.unfinished();
                UnfinishedExchange second = server.unfinished();
                TestSessions ddl = server.running("deploy", "ALTER TABLE goods ADD price int");
                TestSessions readers = server.running("shop", "SELECT * FROM goods")) {
            Result result = environment.execute(new CommandParameters.Emergency());
            assertThat(result.sessions())
                    .filteredOn(report -> report.outcome() == SessionOutcome.TERMINATED)
                    .extracting(SessionReport::pid)
                    .containsExactlyInAnyOrder(first.pid(), second.pid());
            assertThat(result.cancelledCount()).isZero();
            assertThat(reportOf(result, ddl.backends().get(0)).outcome()).isEqualTo(SessionOutcome.SPARED);
            assertThat(reportOf(result, readers.backends().get(0)).outcome()).isEqualTo(SessionOutcome.SPARED);
            server.awaitCount(
                    1, "SELECT count(*) FROM pg_attribute WHERE attrelid = 'goods'::regclass AND attname = 'price'");
            server.awaitCount(0, "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
            assertThat(readers.alive()).hasSize(1);
        }
    }

    @Test
    void a_named_cancel_of_an_unfinished_exchange_changes_nothing_and_names_terminate() {
        try (UnfinishedExchange unfinished = server.unfinished()) {
            Result result = environment.execute(new CommandParameters.Cancel(List.of(idOf(unfinished.pid()))));
            assertThat(result.sessions()).singleElement().satisfies(report -> {
                assertThat(report.outcome()).isEqualTo(SessionOutcome.CHANGED);
                assertThat(report.reason()).contains("send TERMINATE");
            });
        }
    }

    @Test
    void a_ddl_behind_a_long_reader_is_cancelled_and_the_reader_goes_on() {
        try (TestSessions reader = server.running("report", "SELECT pg_sleep(600) FROM goods");
                TestSessions ddl = server.running("deploy", "ALTER TABLE goods ADD price int");
                TestSessions shop = server.running("shop", "SELECT * FROM goods")) {
            Result result = environment.execute(new CommandParameters.Emergency());
            assertThat(reportOf(result, ddl.backends().get(0)).outcome()).isEqualTo(SessionOutcome.CANCELLED);
            assertThat(result.cancelledCount()).isEqualTo(1);
            assertThat(result.terminatedCount()).isZero();
            server.awaitCount(0, "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
            assertThat(shop.alive()).hasSize(1);
            server.awaitCount(
                    1,
                    "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid = "
                            + reader.backends().get(0).pid());
        }
    }

    @Test
    void no_session_is_signalled_behind_a_prepared_transaction() {
        server.superuser().execute("BEGIN; UPDATE goods SET id = id; PREPARE TRANSACTION 'orphan'");
        try (TestSessions waiters =
                TestSessions.running(server.applicationUrl(), 3, "shop", "UPDATE goods SET id = id")) {
            Result result = environment.execute(new CommandParameters.Emergency());
            assertThat(result.terminatedCount() + result.cancelledCount()).isZero();
            assertThat(waiters.backends())
                    .allSatisfy(waiter ->
                            assertThat(reportOf(result, waiter).reason()).contains("ROLLBACK PREPARED"));
            server.superuser().execute("ROLLBACK PREPARED 'orphan'");
            server.awaitCount(0, "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
            assertThat(waiters.alive()).hasSize(3);
        }
    }

    @Test
    void a_query_that_goes_on_after_a_cancel_is_terminated_by_the_next_emergency() {
        try (TestSessions query = server.running("report", "SELECT pg_sleep(600)")) {
            Backend backend = query.backends().get(0);
            ActuatorTestEnvironment.stopProcess(backend.pid());
            try {
                for (int emergency = 1; emergency <= 2; emergency++) {
                    Result result = environment.execute(new CommandParameters.Emergency());
                    assertThat(reportOf(result, backend).outcome()).isEqualTo(SessionOutcome.UNRESPONSIVE);
                }
            } finally {
                ActuatorTestEnvironment.continueProcess(backend.pid());
            }
            assertThat(environment.store.queryForList(
                            "SELECT kind FROM reclaimed_sessions WHERE pid = ? ORDER BY decided_at",
                            String.class,
                            backend.pid()))
                    .containsExactly("CANCEL", "TERMINATE");
            await().atMost(MAX_WAIT).until(() -> query.alive().isEmpty());
        }
    }

    private static SessionReport reportOf(Result result, Backend backend) {
        return result.sessions().stream()
                .filter(report -> report.pid() == backend.pid())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no report of pid " + backend.pid() + " in " + result));
    }

    private static SessionId idOf(int pid) {
        Backend backend = backendOf(pid);
        return new SessionId(backend.pid(), backend.backendStart());
    }

    private static Backend backendOf(int pid) {
        Instant start = Objects.requireNonNull(server.superuser()
                        .queryForObject(
                                "SELECT backend_start FROM pg_stat_activity WHERE pid = ?", OffsetDateTime.class, pid))
                .toInstant();
        return new Backend(pid, start);
    }
}
