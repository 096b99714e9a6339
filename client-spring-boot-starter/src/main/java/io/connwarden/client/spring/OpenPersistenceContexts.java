package io.connwarden.client.spring;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The persistence contexts that are open before a scope, such as those of open-in-view. A failed attempt leaves its
 * entities and its lost connection in them. A repetition therefore gets new ones.
 */
final class OpenPersistenceContexts {
    private OpenPersistenceContexts() {}

    /** Replaces the contexts of the current thread. */
    static void renew() {
        for (Object key :
                TransactionSynchronizationManager.getResourceMap().keySet().toArray()) {
            if (key instanceof EntityManagerFactory factory
                    && TransactionSynchronizationManager.getResource(factory) instanceof EntityManagerHolder holder) {
                renew(factory, holder);
            }
        }
    }

    private static void renew(EntityManagerFactory factory, EntityManagerHolder holder) {
        EntityManager fresh = factory.createEntityManager();
        TransactionSynchronizationManager.unbindResource(factory);
        // The opener of the context closes the one that is bound at the end.
        TransactionSynchronizationManager.bindResource(factory, new EntityManagerHolder(fresh));
        EntityManagerFactoryUtils.closeEntityManager(holder.getEntityManager());
    }
}
