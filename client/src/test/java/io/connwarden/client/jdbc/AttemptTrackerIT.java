package io.connwarden.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.client.call.AttemptTracker;
import io.connwarden.client.query.Query;
import io.connwarden.testing.SharedInfrastructure;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** The number of commits counted for the statements of the real driver. */
class AttemptTrackerIT {

    @Test
    void a_query_without_statements_counts_no_commit() throws SQLException {
        assertThat(counted(connection -> connection.prepareStatement("SELECT 1").getFetchSize()))
                .isZero();
    }

    @Test
    void each_statement_in_autocommit_counts_as_one_commit() throws SQLException {
        assertThat(counted(connection -> connection.createStatement().executeQuery("SELECT 1")))
                .isEqualTo(1);
        assertThat(counted(connection -> {
                    PreparedStatement twice = connection.prepareStatement("SELECT 1");
                    twice.execute();
                    return twice.executeQuery();
                }))
                .isEqualTo(2);
        assertThat(counted(connection -> connection.prepareCall("SELECT 1").execute()))
                .isEqualTo(1);
    }

    @Test
    void a_jdbc_batch_counts_as_a_commit() throws SQLException {
        assertThat(counted(connection -> {
                    Statement batch = connection.createStatement();
                    batch.addBatch("SELECT 1");
                    return batch.executeBatch();
                }))
                .isPositive();
    }

    @Test
    void unwrapped_and_updatable_objects_count_as_possible_commits() throws SQLException {
        assertThat(counted(connection -> connection.unwrap(PGConnection.class))).isPositive();
        assertThat(counted(connection -> connection.createStatement().unwrap(Statement.class)))
                .isPositive();
        assertThat(counted(connection -> connection.getMetaData().unwrap(DatabaseMetaData.class)))
                .isPositive();
        assertThat(counted(connection ->
                        connection.getMetaData().getSchemas().getStatement().getConnection()))
                .isPositive();
        assertThat(counted(connection ->
                        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE)))
                .isPositive();
    }

    @Test
    void getConnection_of_metadata_and_statements_is_counted() throws SQLException {
        Query<Object> roundabout = connection ->
                connection.getMetaData().getConnection().createStatement().executeQuery("SELECT 1");
        assertThat(counted(roundabout)).isEqualTo(1);
        Query<Object> further = connection ->
                connection.createStatement().getConnection().createStatement().executeQuery("SELECT 1");
        assertThat(counted(further)).isEqualTo(1);
    }

    @Test
    void a_transaction_counts_when_it_is_committed() throws SQLException {
        assertThat(counted(connection -> {
                    connection.setAutoCommit(false);
                    connection.createStatement().execute("CREATE TEMPORARY TABLE t (i int)");
                    connection.createStatement().execute("INSERT INTO t VALUES (1)");
                    connection.unwrap(PGConnection.class);
                    connection.rollback();
                    connection.createStatement().execute("SELECT 1");
                    connection.commit();
                    return 1;
                }))
                .isEqualTo(1);
    }

    @Test
    void autocommit_that_is_turned_on_in_a_transaction_commits_it() throws SQLException {
        assertThat(counted(connection -> {
                    connection.setAutoCommit(false);
                    connection.createStatement().execute("SELECT 1");
                    connection.setAutoCommit(true);
                    return 1;
                }))
                .isEqualTo(1);
        assertThat(counted(connection -> {
                    connection.setAutoCommit(false);
                    connection.setAutoCommit(true);
                    return 1;
                }))
                .isZero();
    }

    @Test
    void a_commit_that_is_sent_as_text_counts() throws SQLException {
        assertThat(counted(connection -> {
                    connection.setAutoCommit(false);
                    connection.createStatement().execute("SELECT 1");
                    connection.createStatement().execute("COMMIT");
                    return 1;
                }))
                .isPositive();
    }

    @Test
    void a_read_only_transaction_does_not_count() throws SQLException {
        assertThat(counted(connection -> {
                    connection.setReadOnly(true);
                    connection.setAutoCommit(false);
                    connection.createStatement().execute("SELECT 1");
                    connection.commit();
                    return 1;
                }))
                .isZero();
    }

    @Test
    void a_rejected_statement_does_not_count() throws SQLException {
        assertThat(counted(connection -> {
                    assertThatThrownBy(() -> connection.createStatement().execute("SELECT no_column"))
                            .isInstanceOf(SQLException.class);
                    return 1;
                }))
                .isZero();
        assertThat(counted(connection -> {
                    assertThatThrownBy(() -> connection.createStatement().execute("SELECT 1; SELECT no_column"))
                            .isInstanceOf(SQLException.class);
                    return 1;
                }))
                .isPositive();
    }

    private static int counted(Query<Object> query) throws SQLException {
        String url = SharedInfrastructure.postgres().jdbcUrl("postgres");
        try (Connection connection = DriverManager.getConnection(url)) {
            AttemptTracker tracker = new AttemptTracker();
            query.run(LeasedConnection.forQuery(connection, new NoControl(), tracker, ReadCheck.NONE));
            return tracker.commits();
        }
    }
}
