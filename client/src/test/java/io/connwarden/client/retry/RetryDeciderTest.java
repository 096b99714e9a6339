package io.connwarden.client.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.client.call.AttemptFailure;
import io.connwarden.client.call.AttemptFailure.Phase;
import io.connwarden.client.call.FailureClass;
import io.connwarden.client.query.FailureEffect;
import io.connwarden.client.query.QueryType;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryDeciderTest {

    @ParameterizedTest
    @EnumSource(QueryType.class)
    void every_query_type_is_retried_when_no_connection_was_acquired(QueryType type) {
        AttemptFailure full = new AttemptFailure(Phase.CONNECTING, 0, new SQLException("too many clients", "53300"));
        assertThat(RetryDecider.decide(type, false, full)).isInstanceOf(RetryDecision.Retry.class);
        AttemptFailure exhausted =
                new AttemptFailure(Phase.CONNECTING, 0, new SQLTransientConnectionException("no connection in time"));
        assertThat(RetryDecider.decide(type, false, exhausted)).isInstanceOf(RetryDecision.Retry.class);
    }

    @ParameterizedTest
    @CsvSource({
        // type, SQLSTATE, commits that may remain, may try again, effect
        "READ,        57P01, 1, true, NONE",
        "READ,        08006, 3, true, NONE",
        "READ,        40001, 1, true, NONE",
        "READ,        57014, 1, false, NONE",
        "READ,        42P01, 1, false, NONE",
        "WRITE,       57P01, 0, true, NONE",
        "WRITE,       08006, 0, true, NONE",
        "WRITE,       57P01, 1, false, POSSIBLE",
        "WRITE,       08006, 1, false, POSSIBLE",
        "WRITE,       57P02, 1, false, POSSIBLE",
        "WRITE,       40001, 0, true, NONE",
        "WRITE,       40P01, 0, true, NONE",
        "WRITE,       40001, 1, false, POSSIBLE",
        "WRITE,       23505, 0, false, NONE",
        "WRITE,       23505, 1, false, POSSIBLE",
        "WRITE,       57014, 0, false, NONE",
        "GENERAL,     57P01, 1, false, POSSIBLE",
        "GENERAL,     40P01, 0, true, NONE",
        "BATCH,       08003, 1, false, POSSIBLE",
        "TRANSACTION, 57P01, 0, true, NONE",
        "TRANSACTION, 08006, 0, true, NONE",
        "TRANSACTION, 40001, 0, true, NONE",
        "TRANSACTION, 23505, 0, false, NONE",
        "TRANSACTION, 57P01, 1, false, POSSIBLE",
        "TRANSACTION, 40001, 1, false, POSSIBLE",
        "TRANSACTION, 25006, 0, true, NONE",
        "WRITE,       25P03, 0, true, NONE",
        "WRITE,       25P04, 0, true, NONE",
        "WRITE,       57P05, 0, true, NONE",
    })
    void a_running_query_is_retried_only_when_it_left_no_effect(
            QueryType type, String sqlState, int remaining, boolean again, FailureEffect effect) {
        AttemptFailure failure = new AttemptFailure(Phase.RUNNING, remaining, new SQLException("failed", sqlState));
        assertThat(RetryDecider.decide(type, false, failure) instanceof RetryDecision.Retry)
                .isEqualTo(again);
        assertThat(RetryDecider.possibleEffect(type, failure)).isEqualTo(effect);
    }

    @Test
    void a_commit_without_an_answer_is_possibly_applied() {
        AttemptFailure lost = new AttemptFailure(Phase.RUNNING, 1, new SQLException("gone", "08006"));
        assertThat(RetryDecider.decide(QueryType.TRANSACTION, false, lost))
                .isInstanceOfSatisfying(
                        RetryDecision.Stop.class,
                        decision -> assertThat(decision.effect()).isEqualTo(FailureEffect.POSSIBLE));
        assertThat(RetryDecider.decide(QueryType.TRANSACTION, true, lost)).isInstanceOf(RetryDecision.Retry.class);
    }

    @Test
    void a_commit_that_postgresql_refused_was_rolled_back() {
        AttemptFailure rejected = new AttemptFailure(Phase.RUNNING, 0, new SQLException("conflict", "40001"));
        assertThat(RetryDecider.decide(QueryType.TRANSACTION, false, rejected)).isInstanceOf(RetryDecision.Retry.class);
    }

    @Test
    void an_idempotent_write_is_retried_after_a_lost_connection_and_reports_a_possible_effect() {
        AttemptFailure lost = new AttemptFailure(Phase.RUNNING, 1, new SQLException("gone", "57P01"));
        assertThat(RetryDecider.decide(QueryType.WRITE, true, lost)).isInstanceOf(RetryDecision.Retry.class);
        assertThat(RetryDecider.possibleEffect(QueryType.WRITE, lost)).isEqualTo(FailureEffect.POSSIBLE);
    }

    @ParameterizedTest
    @CsvSource({"28P01", "28000", "3D000"})
    void a_rejected_login_is_not_retried(String sqlState) {
        AttemptFailure rejected = new AttemptFailure(Phase.CONNECTING, 0, new SQLException("no entry", sqlState));
        assertThat(RetryDecider.decide(QueryType.READ, false, rejected)).isInstanceOf(RetryDecision.Stop.class);
    }

    @Test
    void the_sqlstate_is_read_from_the_cause_of_a_pool_exception() {
        SQLException pools = new SQLTransientConnectionException("not available", new SQLException("full", "53300"));
        assertThat(FailureClass.of(pools)).isEqualTo(FailureClass.TOO_MANY_CONNECTIONS);
    }
}
