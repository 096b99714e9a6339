package io.connwarden.actuator.alerting;

import static io.connwarden.actuator.alerting.AlertInputs.serverState;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.AlertSeverity;
import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.ConnectionLimit.Scope;
import io.connwarden.contracts.message.PreparedTransactions;
import io.connwarden.contracts.message.PreparedTransactions.PreparedTransaction;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerStateAlertsTest {
    private static final Instant START = Instant.parse("2026-03-01T03:00:00Z");

    private final AlertPolicyHarness harness = AlertPolicyHarness.standard();

    @Test
    void a_full_connection_limit_fires_immediately_and_is_named() {
        assertThat(harness.evaluate(limits(0, role(20)))).containsExactly("ConnectionLimitCritical FIRING");
        assertThat(harness.last().severity()).isEqualTo(AlertSeverity.CRITICAL);
        assertThat(harness.last().summary())
                .isEqualTo("orders-db: role 'shop' has 20 of 20 sessions of its CONNECTION LIMIT (100 %),"
                        + " above the critical threshold");
        assertThat(harness.last().description())
                .contains("because. Most sessions: application 'web' with 20")
                .doesNotContain("connwarden-monitor");
        harness.evaluate(limits(30));
        harness.evaluate(limits(60));
        assertThat(harness.evaluate(limits(90))).containsExactly("ConnectionLimitCritical RESOLVED");
    }

    @Test
    void a_nearly_full_connection_limit_fires_a_warning() {
        assertThat(harness.evaluate(limits(0, role(16)))).isEmpty();
        assertThat(harness.evaluate(limits(30, role(18)))).containsExactly("ConnectionLimitWarning FIRING");
        assertThat(harness.last().severity()).isEqualTo(AlertSeverity.WARNING);
        assertThat(harness.evaluate(limits(60, role(20), ConnectionLimit.of(Scope.DATABASE, "orders", 17, 20))))
                .containsExactly("ConnectionLimitCritical FIRING");
    }

    @Test
    void an_orphaned_prepared_transaction_fires_after_two_samples_and_names_gid_and_age() {
        assertThat(harness.evaluate(prepared(0, 1))).isEmpty();
        assertThat(harness.evaluate(prepared(30, 1))).containsExactly("PreparedTransactionOrphaned FIRING");
        assertThat(harness.last().severity()).isEqualTo(AlertSeverity.WARNING);
        assertThat(harness.last().summary())
                .contains("1 prepared transaction older than 5 min", "'it''s' in database \"orders\"", "2 h ago")
                .contains("19 sessions wait");
        harness.evaluate(prepared(60, 0));
        harness.evaluate(limits(90));
        assertThat(harness.evaluate(limits(120))).containsExactly("PreparedTransactionOrphaned RESOLVED");
    }

    private static AlertInput limits(int seconds, ConnectionLimit... limits) {
        return serverState(START.plusSeconds(seconds), List.of(limits), null);
    }

    private static AlertInput prepared(int seconds, int overdue) {
        return serverState(
                START.plusSeconds(seconds),
                List.of(),
                new PreparedTransactions(
                        2, overdue, 19, List.of(new PreparedTransaction("it's", "orders", "shop", 7_200))));
    }

    private static ConnectionLimit role(int sessions) {
        return ConnectionLimit.of(Scope.ROLE, "shop", sessions, 20);
    }
}
