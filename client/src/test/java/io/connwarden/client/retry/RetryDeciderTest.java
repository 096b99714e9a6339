package io.connwarden.client.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.client.call.AttemptFailure;
import io.connwarden.client.call.AttemptFailure.Phase;
import io.connwarden.client.query.Applied;
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
        "READ,        57P01, 1, true, NO",
        "READ,        08006, 3, true, NO",
        "READ,        40001, 1, true, NO",
        "READ,        57014, 1, false, NO",
        "READ,        42P01, 1, false, NO",
        "WRITE,       57P01, 0, true, NO",
        "WRITE,       08006, 0, true, NO",
        "WRITE,       57P01, 1, false, POSSIBLY",
        "WRITE,       08006, 1, false, POSSIBLY",
        "WRITE,       57P02, 1, false, POSSIBLY",
        "WRITE,       40001, 0, true, NO",
        "WRITE,       40P01, 0, true, NO",
        "WRITE,       40001, 1, false, POSSIBLY",
        "WRITE,       23505, 0, false, NO",
        "WRITE,       23505, 1, false, POSSIBLY",
        "WRITE,       57014, 0, false, NO",
        "GENERAL,     57P01, 1, false, POSSIBLY",
        "GENERAL,     40P01, 0, true, NO",
        "BATCH,       08003, 1, false, POSSIBLY",
        "TRANSACTION, 57P01, 9, true, NO",
        "TRANSACTION, 08006, 9, true, NO",
        "TRANSACTION, 40001, 9, true, NO",
        "TRANSACTION, 23505, 9, false, NO",
    })
    void a_running_query_is_retried_only_when_it_left_no_effect(
            QueryType type, String sqlState, int remaining, boolean again, Applied effect) {
        AttemptFailure failure = new AttemptFailure(Phase.RUNNING, remaining, new SQLException("failed", sqlState));
        assertThat(RetryDecider.decide(type, false, failure) instanceof RetryDecision.Retry)
                .isEqualTo(again);
        assertThat(RetryDecider.possibleEffect(type, failure)).isEqualTo(effect);
    }

    @Test
    void a_commit_without_an_answer_is_possibly_applied() {
        AttemptFailure lost =
                new AttemptFailure(Phase.COMMITTING, AttemptFailure.UNCOUNTED, new SQLException("gone", "08006"));
        assertThat(RetryDecider.decide(QueryType.TRANSACTION, false, lost))
                .isInstanceOfSatisfying(
                        RetryDecision.Stop.class,
                        decision -> assertThat(decision.effect()).isEqualTo(Applied.POSSIBLY));
        assertThat(RetryDecider.decide(QueryType.TRANSACTION, true, lost)).isInstanceOf(RetryDecision.Retry.class);
    }

    @Test
    void a_commit_that_postgresql_refused_was_rolled_back() {
        AttemptFailure rejected =
                new AttemptFailure(Phase.COMMITTING, AttemptFailure.UNCOUNTED, new SQLException("conflict", "40001"));
        assertThat(RetryDecider.decide(QueryType.TRANSACTION, false, rejected)).isInstanceOf(RetryDecision.Retry.class);
    }

    @Test
    void an_idempotent_write_is_retried_after_a_lost_connection_and_reports_a_possible_effect() {
        AttemptFailure lost =
                new AttemptFailure(Phase.RUNNING, AttemptFailure.UNCOUNTED, new SQLException("gone", "57P01"));
        assertThat(RetryDecider.decide(QueryType.WRITE, true, lost)).isInstanceOf(RetryDecision.Retry.class);
        assertThat(RetryDecider.possibleEffect(QueryType.WRITE, lost)).isEqualTo(Applied.POSSIBLY);
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
        assertThat(FailureClass.of(pools)).isEqualTo(FailureClass.SERVER_FULL);
    }
}
