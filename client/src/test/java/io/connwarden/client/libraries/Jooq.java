package io.connwarden.client.libraries;

import java.util.Objects;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** jOOQ's plain statements and transactions. */
final class Jooq implements Library {
    private final DSLContext jooq;

    Jooq(DataSource dataSource) {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        jooq = DSL.using(dataSource, SQLDialect.POSTGRES);
    }

    @Override
    public <T> T inTransaction(Work<T> work) {
        return jooq.transactionResult(transaction -> {
            DSLContext inside = transaction.dsl();
            return work.run(new Statements() {
                @Override
                public int update(String sql) {
                    return inside.execute(sql);
                }

                @Override
                public long number(String sql) {
                    return Objects.requireNonNull(inside.fetchOne(sql)).get(0, Long.class);
                }
            });
        });
    }
}
