package io.connwarden.client.lent;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.client.query.Query;
import io.connwarden.embedded.fixture.SharedInfrastructure;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** What counts as how many commits, on the driver as it is. */
class StatementCountIT {

    @Test
    void nothing_handed_to_the_server_counts_nothing() throws SQLException {
        assertThat(counted(connection -> connection.prepareStatement("SELECT 1").getFetchSize()))
                .isZero();
    }

    @Test
    void each_plain_statement_counts_once_however_it_is_run() throws SQLException {
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
    void a_batch_counts_as_several_because_its_beginning_may_have_been_committed() throws SQLException {
        assertThat(counted(connection -> {
                    Statement batch = connection.createStatement();
                    batch.addBatch("SELECT 1");
                    return batch.executeBatch();
                }))
                .isGreaterThan(1);
    }

    @Test
    void what_can_no_longer_be_seen_counts_as_several() throws SQLException {
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
    void no_way_leads_round_the_count() throws SQLException {
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
            StatementCount count = new StatementCount();
            query.run(LentConnection.counted(connection, count));
            return count.begun();
        }
    }
}
