package io.connwarden.standalone.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.ConnectionLimit.Scope;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.PreparedTransactions;
import io.connwarden.contracts.message.PreparedTransactions.PreparedTransaction;
import io.connwarden.standalone.terminal.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerStateTableTest {
    private static final Terminal PLAIN = new Terminal(new PrintStream(OutputStream.nullOutputStream()), false, false);

    @Test
    void connection_limits_and_prepared_transactions_have_a_table_each() {
        Health health = health().connectionLimits(List.of(
                        ConnectionLimit.of(Scope.ROLE, "shop", 20, 20),
                        ConnectionLimit.of(Scope.DATABASE, "orders", 9, 60)))
                .preparedTransactions(new PreparedTransactions(
                        2,
                        1,
                        19,
                        List.of(
                                new PreparedTransaction("orphan\n", "orders", "shop", 7_200),
                                new PreparedTransaction("tx-2", null, null, 3))))
                .build();

        assertThat(ServerStateTable.lines(health, PLAIN))
                .map(line -> line.replaceAll(" +", " ").strip())
                .containsExactly(
                        "",
                        "connection limit of name sessions limit",
                        "role shop 20 20",
                        "database orders 9 60",
                        "",
                        "prepared transaction database owner age",
                        "orphan? orders shop 2 h",
                        "tx-2 (unknown) (unknown) 3 s",
                        "2 in total, 19 sessions waiting for their locks");
    }

    @Test
    void a_server_without_limits_and_prepared_transactions_has_no_such_table() {
        assertThat(ServerStateTable.lines(health().build(), PLAIN)).isEmpty();
    }

    private static Health.Builder health() {
        return Health.builder("orders-db", HealthStatus.UNREACHABLE, "because", Instant.EPOCH);
    }
}
