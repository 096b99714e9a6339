package io.connwarden.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The limits of a leased connection. */
class LeasedConnectionTest {
    private final List<String> reached = new ArrayList<>();
    private final Connection driver = RecordingDriver.connection(reached);

    @Test
    void close_does_not_reach_the_pooled_connection() throws SQLException {
        Connection seen = LeasedConnection.untracked(driver);
        seen.close();
        assertThat(reached).isEmpty();
    }

    @Test
    void getConnection_on_a_statement_cannot_close_the_pooled_connection() throws SQLException {
        for (Connection seen : List.of(
                LeasedConnection.untracked(driver),
                LeasedConnection.inTransaction(driver),
                LeasedConnection.tracked(driver, new CommitCounter()))) {
            seen.createStatement().getConnection().close();
            seen.prepareStatement("SELECT 1").getConnection().close();
            seen.prepareCall("CALL it()").getConnection().close();
            seen.getMetaData().getConnection().close();
        }
        assertThat(reached).doesNotContain("close");
    }

    @Test
    void a_query_cannot_end_a_router_transaction() throws SQLException {
        Connection seen = LeasedConnection.inTransaction(driver);
        assertThatThrownBy(seen::commit).hasMessageContaining("Do not call commit() inside executeTransaction");
        assertThatThrownBy(seen::rollback).hasMessageContaining("Do not call rollback() inside executeTransaction");
        assertThatThrownBy(() -> seen.setAutoCommit(true)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> seen.abort(Runnable::run)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> seen.createStatement().getConnection().commit())
                .isInstanceOf(SQLException.class);
        assertThat(reached).containsExactly("createStatement");
    }

    @Test
    void savepoints_are_allowed_inside_a_router_transaction() throws SQLException {
        Connection seen = LeasedConnection.inTransaction(driver);
        Savepoint savepoint = seen.setSavepoint();
        seen.rollback(savepoint);
        assertThat(reached).containsExactly("setSavepoint", "rollback");
    }
}
