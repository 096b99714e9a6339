package io.connwarden.client.libraries;

import javax.sql.DataSource;

/** A library that runs statements and transactions on a data source in its own way. */
interface Library extends AutoCloseable {

    /** Statements inside a transaction. */
    interface Statements {
        int update(String sql);

        long number(String sql);
    }

    /** Work inside a transaction. */
    interface Work<T> {
        T run(Statements statements);
    }

    /** Runs work in a transaction of the library. */
    <T> T inTransaction(Work<T> work);

    /** Ends what the library has opened. */
    @Override
    default void close() {}

    /** The libraries under test. */
    enum Kind {
        SPRING_JDBC {
            @Override
            Library on(DataSource dataSource) {
                return new SpringJdbc(dataSource);
            }
        },
        JOOQ {
            @Override
            Library on(DataSource dataSource) {
                return new Jooq(dataSource);
            }
        },
        MYBATIS {
            @Override
            Library on(DataSource dataSource) {
                return new MyBatis(dataSource);
            }
        },
        HIBERNATE {
            @Override
            Library on(DataSource dataSource) {
                return new Hibernate(dataSource);
            }
        };

        abstract Library on(DataSource dataSource);
    }
}
