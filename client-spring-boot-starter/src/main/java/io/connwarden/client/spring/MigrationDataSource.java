package io.connwarden.client.spring;

import io.connwarden.client.QueryRouter;
import io.connwarden.client.query.QueryOptions;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The data source of migrations. A migration may take hours, so that the limit of a query must not end it. */
final class MigrationDataSource {
    private MigrationDataSource() {}

    /**
     * Returns the data source of migrations on the router's data source. Only sessions with a {@code
     * statement_timeout} need one.
     *
     * @param configured the data source of the migrations so far
     * @param name the name of its connections in the status
     * @return null to keep the configured one
     */
    static @Nullable DataSource unlimited(@Nullable Object configured, String name) {
        try {
            if (configured instanceof DataSource known && known.isWrapperFor(RoutedDataSource.class)) {
                QueryRouter router = known.unwrap(RoutedDataSource.class).router();
                return router.settings().pool().statementTimeoutEnabled()
                        ? router.dataSource(QueryOptions.general(name).withTimeout(QueryOptions.MAX_TIMEOUT))
                        : null;
            }
            return null;
        } catch (SQLException e) {
            return null;
        }
    }
}
