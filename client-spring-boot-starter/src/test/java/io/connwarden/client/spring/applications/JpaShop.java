package io.connwarden.client.spring.applications;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Import;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.transaction.annotation.Transactional;

/** An application with Spring Data JPA, without a word about Connwarden. */
@EnableAutoConfiguration
@EntityScan(basePackageClasses = JpaShop.class)
@EnableJpaRepositories(basePackageClasses = JpaShop.class, considerNestedRepositories = true)
@Import({JpaShop.Purchases.class, JpaShopIT.InView.class})
class JpaShop {
    @Entity(name = "Account")
    static class Account {
        @Id
        private int id;

        @Version
        private int version;

        private int purchases;

        protected Account() {}

        Account(int id) {
            this.id = id;
        }

        void addPurchase() {
            purchases++;
        }

        int purchases() {
            return purchases;
        }
    }

    @Entity(name = "JpaPurchase")
    static class Purchase {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        private Long id;

        @SuppressWarnings("UnusedVariable") // Read by Hibernate.
        private int request;

        protected Purchase() {}

        Purchase(int request) {
            this.request = request;
        }
    }

    interface AccountRepository extends JpaRepository<Account, Integer> {}

    interface PurchaseRepository extends JpaRepository<Purchase, Long> {
        long countByRequest(int request);
    }

    static class Purchases {
        private final AccountRepository accounts;
        private final PurchaseRepository purchases;

        Purchases(AccountRepository accounts, PurchaseRepository purchases) {
            this.accounts = accounts;
            this.purchases = purchases;
        }

        @Transactional
        public void open(int count) {
            for (int i = 0; i < count; i++) {
                accounts.save(new Account(i));
            }
        }

        @Transactional
        public void buy(int request) {
            accounts.findById(request).orElseThrow().addPurchase();
            purchases.save(new Purchase(request));
        }
    }
}
