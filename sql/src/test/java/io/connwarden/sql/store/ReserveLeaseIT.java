package io.connwarden.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReserveLeaseIT {
    private static final StoreDatabase STORE = StoreDatabase.create();

    private final ReserveLease first = new ReserveLease(STORE.dataSource, "first", Duration.ofMinutes(1));
    private final ReserveLease second = new ReserveLease(STORE.dataSource, "second", Duration.ZERO);

    @Test
    void one_process_at_a_time_holds_the_lease_on_a_target() {
        assertThat(first.acquire("a")).isEmpty();
        assertThat(first.acquire("a")).as("renewal").isEmpty();
        assertThat(second.acquire("a")).as("the holder is named").contains("first");
        assertThat(second.acquire("b")).as("another target").isEmpty();
    }

    @Test
    void a_lease_ends_with_its_release_by_the_holder_or_its_expiry() {
        assertThat(first.acquire("c")).isEmpty();
        second.release("c");
        assertThat(second.acquire("c")).contains("first");
        first.release("c");
        assertThat(second.acquire("c")).isEmpty();
        assertThat(first.acquire("c")).as("after the expiry").isEmpty();
    }
}
