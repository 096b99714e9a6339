package io.connwarden.client.spring.applications;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.client.QueryRouter;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class JpaShopIT {
    private final TestDatabase database = TestDatabase.create("jpa_shop");
    private ConfigurableApplicationContext application;
    private JpaShop.Purchases purchases;

    @BeforeEach
    void start() {
        application =
                database.start(JpaShop.class, "spring.jpa.hibernate.ddl-auto=create", "spring.flyway.enabled=false");
        purchases = application.getBean(JpaShop.Purchases.class);
        purchases.open(Storm.REQUESTS);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void no_request_fails_while_every_session_is_terminated_six_times() throws InterruptedException {
        JpaShop.PurchaseRepository repository = application.getBean(JpaShop.PurchaseRepository.class);
        JpaShop.AccountRepository accounts = application.getBean(JpaShop.AccountRepository.class);
        Storm storm = new Storm(database);
        storm.run(request -> {
            assertThat(accounts.findById(request)).isPresent();
            purchases.buy(request);
            assertThat(repository.countByRequest(request)).isEqualTo(1);
        });
        storm.requireOnlyUnknownCommits();
        storm.requireAppliedOnce("jpa_purchase");
        assertThat(database.number("SELECT sum(purchases) - (SELECT count(*) FROM jpa_purchase) FROM account"))
                .isZero();
        QueryRouter router = application.getBean(QueryRouter.class);
        assertThat(router.status().totals().retries()).isPositive();
        assertThat(router.status().queries())
                .containsKeys("Purchases.buy", "AccountRepository.findById", "PurchaseRepository.countByRequest");
    }

    @Test
    void a_repetition_under_open_in_view_starts_with_fresh_entities_and_a_fresh_connection() {
        EntityManagerFactory factory = application.getBean(EntityManagerFactory.class);
        JpaShop.AccountRepository accounts = application.getBean(JpaShop.AccountRepository.class);
        TransactionSynchronizationManager.bindResource(factory, new EntityManagerHolder(factory.createEntityManager()));
        AtomicInteger attempts = new AtomicInteger();
        try {
            accounts.findById(7);
            InView inView = application.getBean(InView.class);
            inView.buy(accounts, () -> {
                if (attempts.incrementAndGet() == 1) {
                    database.terminateSessions();
                }
            });
        } finally {
            EntityManager view = ((EntityManagerHolder) TransactionSynchronizationManager.unbindResource(factory))
                    .getEntityManager();
            EntityManagerFactoryUtils.closeEntityManager(view);
        }
        assertThat(attempts).hasValue(2);
        assertThat(database.number("SELECT purchases FROM account WHERE id = 7"))
                .isEqualTo(1);
    }

    static class InView {
        @Transactional
        public void buy(JpaShop.AccountRepository accounts, Runnable inside) {
            accounts.findById(7).orElseThrow().addPurchase();
            accounts.flush();
            inside.run();
            // The loss is noticed before the commit. A lost commit is not repeated.
            accounts.count();
        }
    }
}
