package io.connwarden.client.spring.applications;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.client.QueryRouter;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class JdbcShopIT {
    private final TestDatabase database = TestDatabase.create("jdbc_shop");

    @Test
    void no_request_fails_while_every_session_is_terminated_six_times() throws InterruptedException {
        try (ConfigurableApplicationContext application =
                database.start(JdbcShop.class, "spring.flyway.locations=classpath:shop-migrations")) {
            JdbcShop.Purchases purchases = application.getBean(JdbcShop.Purchases.class);
            Storm storm = new Storm(database);
            storm.run(request -> {
                purchases.buy(request);
                assertThat(purchases.count(request)).isEqualTo(1);
            });
            storm.requireOnlyUnknownCommits();
            storm.requireAppliedOnce("purchase");
            assertThat(database.number("SELECT purchases - (SELECT count(*) FROM purchase) FROM total"))
                    .isZero();
            QueryRouter router = application.getBean(QueryRouter.class);
            assertThat(router.status().totals().retries()).isPositive();
            assertThat(router.status().queries()).containsKeys("Purchases.buy", "Purchases.count");
        }
    }
}
