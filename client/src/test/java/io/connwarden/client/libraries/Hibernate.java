package io.connwarden.client.libraries;

import jakarta.persistence.PersistenceException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.Transaction;
import org.hibernate.cfg.Configuration;
import org.jspecify.annotations.Nullable;

/** Hibernate with resource-local transactions. */
final class Hibernate implements Library {
    private final SessionFactory sessions;

    Hibernate(DataSource dataSource) {
        Configuration configuration = new Configuration();
        configuration.getProperties().put("hibernate.connection.datasource", dataSource);
        configuration.addAnnotatedClass(Item.class);
        sessions = configuration.buildSessionFactory();
    }

    @Override
    public <T> T inTransaction(Work<T> work) {
        return sessions.fromTransaction(session -> work.run(statements(session)));
    }

    private static Statements statements(Session session) {
        return new Statements() {
            @Override
            public int update(String sql) {
                return session.createNativeMutationQuery(sql).executeUpdate();
            }

            @Override
            public long number(String sql) {
                return session.createNativeQuery(sql, Long.class).getSingleResult();
            }
        };
    }

    /** Finds an item in a transaction that is marked for rollback before, if it exists. */
    @Nullable Item findAfter(int id, Consumer<Statements> before) {
        try (Session session = sessions.openSession()) {
            Transaction transaction = session.beginTransaction();
            before.accept(statements(session));
            transaction.setRollbackOnly();
            try {
                return session.find(Item.class, id);
            } finally {
                rollBackIfConnected(transaction);
            }
        }
    }

    private static void rollBackIfConnected(Transaction transaction) {
        try {
            transaction.rollback();
        } catch (PersistenceException e) {
            // The connection was lost, so the server has rolled back.
        }
    }

    @Override
    public void close() {
        sessions.close();
    }
}
