package io.connwarden.client.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.client.call.Fault;
import io.connwarden.client.call.Phase;
import io.connwarden.client.query.Effect;
import io.connwarden.client.query.QueryType;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryJudgeTest {

    @ParameterizedTest
    @EnumSource(QueryType.class)
    void without_a_connection_nothing_was_sent_so_every_type_may_try_again(QueryType type) {
        Fault full = new Fault(Phase.CONNECTING, 0, new SQLException("too many clients", "53300"));
        assertThat(RetryJudge.judge(type, false, full)).isInstanceOf(Verdict.Again.class);
        Fault exhausted = new Fault(Phase.CONNECTING, 0, new SQLTransientConnectionException("no connection in time"));
        assertThat(RetryJudge.judge(type, false, exhausted)).isInstanceOf(Verdict.Again.class);
    }

    @ParameterizedTest
    @CsvSource({
        // type, SQLSTATE, commits that may remain, may try again, effect
        "READ,        57P01, 1, true,  NONE",
        "READ,        08006, 3, true,  NONE",
        "READ,        40001, 1, true,  NONE",
        "READ,        57014, 1, false, NONE",
        "READ,        42P01, 1, false, NONE",
        "WRITE,       57P01, 0, true,  NONE",
        "WRITE,       08006, 0, true,  NONE",
        "WRITE,       57P01, 1, false, POSSIBLE",
        "WRITE,       08006, 1, false, POSSIBLE",
        "WRITE,       57P02, 1, false, POSSIBLE",
        "WRITE,       40001, 0, true,  NONE",
        "WRITE,       40P01, 0, true,  NONE",
        "WRITE,       40001, 1, false, POSSIBLE",
        "WRITE,       23505, 0, false, NONE",
        "WRITE,       23505, 1, false, POSSIBLE",
        "WRITE,       57014, 0, false, NONE",
        "GENERAL,     57P01, 1, false, POSSIBLE",
        "GENERAL,     40P01, 0, true,  NONE",
        "BATCH,       08003, 1, false, POSSIBLE",
        "TRANSACTION, 57P01, 9, true,  NONE",
        "TRANSACTION, 08006, 9, true,  NONE",
        "TRANSACTION, 40001, 9, true,  NONE",
        "TRANSACTION, 23505, 9, false, NONE",
    })
    void a_running_query_may_be_tried_again_only_when_it_left_nothing(
            QueryType type, String sqlState, int remaining, boolean again, Effect effect) {
        Fault fault = new Fault(Phase.RUNNING, remaining, new SQLException("failed", sqlState));
        assertThat(RetryJudge.judge(type, false, fault) instanceof Verdict.Again)
                .isEqualTo(again);
        assertThat(RetryJudge.effect(type, fault)).isEqualTo(effect);
    }

    @Test
    void a_commit_whose_answer_was_lost_may_have_happened() {
        Fault lost = new Fault(Phase.COMMITTING, Fault.UNCOUNTED, new SQLException("gone", "08006"));
        assertThat(RetryJudge.judge(QueryType.TRANSACTION, false, lost))
                .isInstanceOfSatisfying(
                        Verdict.Final.class,
                        verdict -> assertThat(verdict.effect()).isEqualTo(Effect.POSSIBLE));
        assertThat(RetryJudge.judge(QueryType.TRANSACTION, true, lost)).isInstanceOf(Verdict.Again.class);
    }

    @Test
    void a_commit_that_postgresql_refused_was_rolled_back() {
        Fault refused = new Fault(Phase.COMMITTING, Fault.UNCOUNTED, new SQLException("conflict", "40001"));
        assertThat(RetryJudge.judge(QueryType.TRANSACTION, false, refused)).isInstanceOf(Verdict.Again.class);
    }

    @Test
    void an_idempotent_write_may_be_tried_again_after_a_lost_connection_but_owns_up_to_its_effect() {
        Fault lost = new Fault(Phase.RUNNING, Fault.UNCOUNTED, new SQLException("gone", "57P01"));
        assertThat(RetryJudge.judge(QueryType.WRITE, true, lost)).isInstanceOf(Verdict.Again.class);
        assertThat(RetryJudge.effect(QueryType.WRITE, lost)).isEqualTo(Effect.POSSIBLE);
    }

    @ParameterizedTest
    @CsvSource({"28P01", "28000", "3D000"})
    void a_server_that_does_not_let_us_in_is_not_asked_again(String sqlState) {
        Fault refused = new Fault(Phase.CONNECTING, 0, new SQLException("no entry", sqlState));
        assertThat(RetryJudge.judge(QueryType.READ, false, refused)).isInstanceOf(Verdict.Final.class);
    }

    @Test
    void what_the_server_said_is_found_behind_the_pools_own_exception() {
        SQLException pools = new SQLTransientConnectionException("not available", new SQLException("full", "53300"));
        assertThat(SqlState.of(pools)).isEqualTo(SqlState.SERVER_FULL);
    }
}
