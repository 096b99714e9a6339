package io.connwarden.client.lent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a query cannot do with the connection it was lent. */
class LentConnectionTest {
    private final List<String> reached = new ArrayList<>();
    private final Connection driver = RecordedDriver.connection(reached);

    @Test
    void closing_it_is_left_to_the_router() throws SQLException {
        Connection seen = LentConnection.plain(driver);
        seen.close();
        assertThat(reached).isEmpty();
    }

    @Test
    void nor_can_it_be_closed_from_behind() throws SQLException {
        for (Connection seen : List.of(
                LentConnection.plain(driver),
                LentConnection.inTransaction(driver),
                LentConnection.counted(driver, new StatementCount()))) {
            seen.createStatement().getConnection().close();
            seen.prepareStatement("SELECT 1").getConnection().close();
            seen.prepareCall("CALL it()").getConnection().close();
            seen.getMetaData().getConnection().close();
        }
        assertThat(reached).doesNotContain("close");
    }

    @Test
    void a_transaction_of_the_routers_is_ended_by_nobody_else() throws SQLException {
        Connection seen = LentConnection.inTransaction(driver);
        assertThatThrownBy(seen::commit).hasMessageContaining("leave commit() away");
        assertThatThrownBy(seen::rollback).hasMessageContaining("leave rollback() away");
        assertThatThrownBy(() -> seen.setAutoCommit(true)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> seen.abort(Runnable::run)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> seen.createStatement().getConnection().commit())
                .isInstanceOf(SQLException.class);
        assertThat(reached).containsExactly("createStatement");
    }

    @Test
    void but_a_savepoint_within_it_is_the_querys_own() throws SQLException {
        Connection seen = LentConnection.inTransaction(driver);
        Savepoint savepoint = seen.setSavepoint();
        seen.rollback(savepoint);
        assertThat(reached).containsExactly("setSavepoint", "rollback");
    }
}
