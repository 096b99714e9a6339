package io.connwarden.client.spring.applications;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** An application with JdbcClient, {@code @Transactional} and Flyway, without a word about Connwarden. */
@EnableAutoConfiguration
@Import(JdbcShop.Purchases.class)
class JdbcShop {
    static class Purchases {
        private final JdbcClient jdbc;

        Purchases(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        // [buy]
        @Transactional
        public void buy(int request) {
            jdbc.sql("INSERT INTO purchase VALUES (?)").param(request).update();
            jdbc.sql("UPDATE total SET purchases = purchases + 1").update();
        }
        // [/buy]

        @Transactional(readOnly = true)
        public long count(int request) {
            return jdbc.sql("SELECT count(*) FROM purchase WHERE request = ?")
                    .param(request)
                    .query(Long.class)
                    .single();
        }
    }
}
