package io.connwarden.client.libraries;

import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring's JDBC client and transactions. */
final class SpringJdbc implements Library {
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    SpringJdbc(DataSource dataSource) {
        jdbc = JdbcClient.create(dataSource);
        transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    @Override
    public <T> T inTransaction(Work<T> work) {
        return transactions.execute(status -> work.run(new Statements() {
            @Override
            public int update(String sql) {
                return jdbc.sql(sql).update();
            }

            @Override
            public long number(String sql) {
                return Objects.requireNonNull(jdbc.sql(sql).query(Long.class).single());
            }
        }));
    }
}
