package io.connwarden.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.client.call.AttemptTracker;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The limits of a leased connection. */
class LeasedConnectionTest {
    private final List<String> reached = new ArrayList<>();
    private final AttemptTracker tracker = new AttemptTracker();
    private final Connection driver = RecordingDriver.connection(reached);

    @Test
    void close_does_not_reach_the_pooled_connection() throws SQLException {
        Connection seen = query(driver);
        seen.close();
        assertThat(reached).isEmpty();
    }

    @Test
    void getConnection_on_a_statement_cannot_close_the_pooled_connection() throws SQLException {
        for (Connection seen : List.of(query(driver), transaction(driver))) {
            seen.createStatement().getConnection().close();
            seen.prepareStatement("SELECT 1").getConnection().close();
            seen.prepareCall("CALL it()").getConnection().close();
            seen.getMetaData().getConnection().close();
        }
        assertThat(reached).doesNotContain("close");
    }

    @Test
    void a_library_inside_a_router_transaction_ends_it_as_the_router_would() throws SQLException {
        Connection seen = transaction(driver);
        seen.setAutoCommit(false);
        assertThat(reached).isEmpty();
        seen.createStatement().execute("SELECT 1");
        seen.createStatement().getConnection().commit();
        seen.rollback();
        assertThat(reached)
                .filteredOn(List.of("commit", "rollback", "setAutoCommit")::contains)
                .containsExactly("commit", "rollback");
        assertThat(tracker.commits()).isEqualTo(1);
    }

    @Test
    void a_query_cannot_leave_a_router_transaction() throws SQLException {
        Connection seen = transaction(driver);
        assertThatThrownBy(() -> seen.setAutoCommit(true)).hasMessageContaining("the router commits");
        assertThatThrownBy(() -> seen.abort(Runnable::run)).isInstanceOf(SQLException.class);
        assertThat(reached).isEmpty();
    }

    @Test
    void a_connection_of_a_data_source_ends_its_lease_once_and_is_unusable_afterwards() throws SQLException {
        AtomicInteger ended = new AtomicInteger();
        ConnectionControl control = new ConnectionControl() {
            @Override
            public void beforeCommit() {}

            @Override
            public void onClose() {
                ended.incrementAndGet();
            }
        };
        Connection seen = LeasedConnection.forDataSource(driver, control, () -> tracker, () -> ReadCheck.NONE);
        assertThat(seen.isClosed()).isFalse();
        seen.close();
        seen.close();
        assertThat(ended).hasValue(1);
        assertThat(seen.isClosed()).isTrue();
        assertThat(seen.isValid(1)).isFalse();
        assertThatThrownBy(seen::createStatement).hasMessage("The connection is closed");
        assertThatThrownBy(seen::commit).hasMessage("The connection is closed");
        assertThat(reached).isEmpty();
    }

    @Test
    void a_read_rejects_a_statement_that_changes_data() throws SQLException {
        Connection seen = LeasedConnection.forQuery(driver, new NoControl(), tracker, ReadCheck.of("list"));
        for (String change : List.of(
                "insert into t values (1)",
                "/* c */ Update t set i = 1",
                "DELETE FROM t",
                "merge into t",
                "call p()")) {
            assertThatThrownBy(() -> seen.prepareStatement(change)).hasMessageContaining("has the type READ");
            assertThatThrownBy(() -> seen.createStatement().execute(change)).hasMessageContaining("has the type READ");
            assertThatThrownBy(() -> seen.createStatement().addBatch(change)).hasMessageContaining("has the type READ");
        }
        seen.prepareStatement("SELECT 'insert'").execute();
        assertThat(reached).contains("prepareStatement", "execute");
    }

    @Test
    void savepoints_are_allowed_inside_a_router_transaction() throws SQLException {
        Connection seen = transaction(driver);
        Savepoint savepoint = seen.setSavepoint();
        seen.rollback(savepoint);
        assertThat(reached).containsExactly("setSavepoint", "rollback");
    }

    private Connection query(Connection pooled) throws SQLException {
        return LeasedConnection.forQuery(pooled, new NoControl(), tracker, ReadCheck.NONE);
    }

    private Connection transaction(Connection pooled) throws SQLException {
        return LeasedConnection.inTransaction(pooled, new NoControl(), tracker);
    }
}
