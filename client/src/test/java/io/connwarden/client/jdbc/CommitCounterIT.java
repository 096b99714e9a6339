package io.connwarden.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

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
class CommitCounterIT {

    @Test
    void a_query_without_statements_counts_no_commit() throws SQLException {
        assertThat(counted(connection -> connection.prepareStatement("SELECT 1").getFetchSize()))
                .isZero();
    }

    @Test
    void each_plain_statement_counts_as_one_commit() throws SQLException {
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
    void a_jdbc_batch_counts_as_several_commits() throws SQLException {
        assertThat(counted(connection -> {
                    Statement batch = connection.createStatement();
                    batch.addBatch("SELECT 1");
                    return batch.executeBatch();
                }))
                .isGreaterThan(1);
    }

    @Test
    void unwrapped_and_updatable_objects_count_as_several_commits() throws SQLException {
        assertThat(counted(connection -> connection.unwrap(PGConnection.class))).isGreaterThan(1);
        assertThat(counted(connection -> connection.createStatement().unwrap(Statement.class)))
                .isGreaterThan(1);
        assertThat(counted(connection -> connection.getMetaData().unwrap(DatabaseMetaData.class)))
                .isGreaterThan(1);
        assertThat(counted(connection ->
                        connection.getMetaData().getSchemas().getStatement().getConnection()))
                .isGreaterThan(1);
        assertThat(counted(connection ->
                        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE)))
                .isGreaterThan(1);
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

    private static int counted(Query<Object> query) throws SQLException {
        String url = SharedInfrastructure.postgres().jdbcUrl("postgres");
        try (Connection connection = DriverManager.getConnection(url)) {
            CommitCounter count = new CommitCounter();
            query.run(LeasedConnection.tracked(connection, count));
            return count.count();
        }
    }
}
