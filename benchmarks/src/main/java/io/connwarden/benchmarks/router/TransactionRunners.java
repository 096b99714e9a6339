package io.connwarden.benchmarks.router;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.connwarden.client.QueryRouter;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.settings.RouterSettings;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The runners that are compared. Each has the same number of connections. */
final class TransactionRunners {
    private TransactionRunners() {}

    /** A plain pool. */
    static TransactionRunner hikari(String url, int connections, Transactions work) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        HikariDataSource pool = new HikariDataSource(config);
        return new TransactionRunner() {
            @Override
            public String title() {
                return "HikariCP";
            }

            @Override
            public void transaction() throws SQLException {
                inTransaction(pool, work);
            }

            @Override
            public void login() throws SQLException {
                try (Connection connection = pool.getConnection()) {
                    Transactions.login(connection);
                }
            }

            @Override
            public void close() {
                pool.close();
            }
        };
    }

    /** The router with the defaults of its documentation: the work is a transaction, the login has high priority. */
    static TransactionRunner router(String url, int connections, Transactions work) {
        QueryRouter router = open(url, connections);
        QueryOptions transaction = QueryOptions.transaction("work");
        return new RouterRunner("router", router) {
            @Override
            public void transaction() {
                router.executeTransaction(work::work, transaction);
            }
        };
    }

    /** The router under a framework: the work takes connections from the data source inside a scope. */
    static TransactionRunner dataSource(String url, int connections, Transactions work) {
        QueryRouter router = open(url, connections);
        QueryOptions options = QueryOptions.general("work");
        DataSource dataSource = router.dataSource(options);
        return new RouterRunner("data source", router) {
            @Override
            public void transaction() throws SQLException {
                router.within(options, () -> {
                    inTransaction(dataSource, work);
                    return true;
                });
            }
        };
    }

    private static QueryRouter open(String url, int connections) {
        return QueryRouter.open(
                RouterSettings.forUrl(url).maxConnections(connections).build());
    }

    private static void inTransaction(DataSource dataSource, Transactions work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            work.work(connection);
            connection.commit();
        }
    }

    /** The runner on a router. Logins have high priority. */
    private abstract static class RouterRunner implements TransactionRunner {
        private static final QueryOptions LOGIN = QueryOptions.read("login");

        private final String title;
        private final QueryRouter router;

        RouterRunner(String title, QueryRouter router) {
            this.title = title;
            this.router = router;
        }

        @Override
        public String title() {
            return title;
        }

        @Override
        public void login() {
            router.executeHighPriorityQuery(Transactions::login, LOGIN);
        }

        @Override
        public void close() {
            router.close();
        }
    }
}
