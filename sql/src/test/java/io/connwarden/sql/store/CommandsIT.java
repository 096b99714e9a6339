package io.connwarden.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.EventId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandsIT {
    private static final StoreDatabase STORE = StoreDatabase.fresh();
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00.123456Z");
    private static final CommandAnswer ANSWER =
            new CommandAnswer("COMPLETED", "COMMAND", "why", 3, 1, "{\"a\":1}", "result-1", NOW);

    private final Commands commands = new Commands(STORE.dataSource);
    private final Leases mine = STORE.leases("me");
    private final Leases theirs = STORE.leases("them");

    @Test
    void a_command_is_accepted_once_however_often_it_comes() {
        assertThat(commands.accept(StoreDatabase.command("twice", "repeat"))).isPresent();
        assertThat(commands.accept(StoreDatabase.command("twice", "repeat"))).isEmpty();
        assertThat(commands.waiting("repeat")).isEqualTo(1);
        assertThat(commands.earlier(new EventId("urn:test", "twice"))).hasValueSatisfying(earlier -> {
            assertThat(earlier.done()).isFalse();
            assertThat(earlier.result()).isNull();
        });
    }

    @Test
    void the_same_id_of_another_source_is_another_command() {
        NewCommand theirs = new NewCommand(
                new EventId("urn:other", "same"),
                "x",
                "AUTO",
                false,
                "a",
                "b",
                true,
                "{}",
                null,
                StoreDatabase.EXPIRES);
        assertThat(commands.accept(StoreDatabase.command("same", "x"))).isPresent();
        assertThat(commands.accept(theirs)).isPresent();
    }

    @Test
    void commands_of_a_target_are_taken_up_in_the_order_of_acceptance() {
        long first = STORE.accept("o1", "order");
        long second = STORE.accept("o2", "order");
        assertThat(mine.claim("order", NOW)).map(ClaimedCommand::seq).hasValue(first);
        assertThat(theirs.claim("order", NOW)).as("the first is in work").isEmpty();
        assertThat(mine.finish(first, ANSWER)).isTrue();
        assertThat(theirs.claim("order", NOW)).map(ClaimedCommand::seq).hasValue(second);
    }

    @Test
    void a_claimed_command_comes_with_everything_it_was_accepted_with() {
        EventId cause = new EventId("urn:monitor", "health-1");
        commands.accept(new NewCommand(
                new EventId("urn:test", "whole"),
                "whole",
                "AUTO",
                true,
                "connwarden",
                "health",
                false,
                "{\"k\": \"v\"}",
                cause,
                StoreDatabase.EXPIRES));
        assertThat(mine.claim("whole", NOW)).hasValueSatisfying(claimed -> {
            assertThat(claimed.id()).isEqualTo(new EventId("urn:test", "whole"));
            assertThat(claimed.cause()).isEqualTo(cause);
            assertThat(claimed.automatic()).isTrue();
            assertThat(claimed.data()).isEqualTo("{\"k\": \"v\"}");
            assertThat(claimed.expiresAt()).isEqualTo(StoreDatabase.EXPIRES);
            assertThat(claimed.startedAt()).isEqualTo(NOW);
            assertThat(claimed.attempts()).isEqualTo(1);
        });
    }

    @Test
    void a_stale_lease_is_taken_over_and_the_former_holder_can_store_nothing_any_more() {
        Leases shortLived = new Leases(STORE.dataSource, "slow", Duration.ZERO);
        long seq = STORE.accept("stale", "stale");
        assertThat(shortLived.claim("stale", NOW)).isPresent();
        assertThat(mine.claim("stale", NOW)).hasValueSatisfying(taken -> {
            assertThat(taken.attempts()).isEqualTo(2);
            assertThat(taken.startedAt()).as("when it was first taken up").isEqualTo(NOW);
        });
        assertThat(shortLived.finish(seq, ANSWER)).isFalse();
        assertThat(STORE.transaction.<Boolean>execute(status -> shortLived.hold(seq)))
                .isFalse();
        assertThat(STORE.transaction.<Boolean>execute(status -> mine.hold(seq))).isTrue();
        assertThat(mine.finish(seq, ANSWER)).isTrue();
        assertThat(mine.finish(seq, ANSWER)).as("it is done already").isFalse();
    }

    @Test
    void a_renewed_lease_is_not_taken_over() {
        Leases shortLived = new Leases(STORE.dataSource, "renewing", Duration.ZERO);
        STORE.accept("renewed", "renewed");
        assertThat(shortLived.claim("renewed", NOW)).isPresent();
        assertThat(STORE.leases("renewing").renew()).isEqualTo(1);
        assertThat(mine.claim("renewed", NOW)).isEmpty();
    }

    @Test
    void what_a_process_let_go_of_it_may_take_up_again_at_once() {
        STORE.accept("again", "again");
        assertThat(mine.claim("again", NOW)).isPresent();
        assertThat(mine.targetsWithWork()).contains("again");
        assertThat(theirs.targetsWithWork()).doesNotContain("again");
        assertThat(mine.claim("again", NOW)).map(ClaimedCommand::attempts).hasValue(2);
    }

    @Test
    void a_released_command_is_free_for_others() {
        long seq = STORE.accept("released", "released");
        assertThat(mine.claim("released", NOW)).isPresent();
        mine.release(seq);
        assertThat(theirs.claim("released", NOW)).isPresent();
    }

    @Test
    void a_repeat_finds_the_stored_answer() {
        long seq = STORE.accept("answered", "answered");
        assertThat(commands.answerAtOnce(seq, ANSWER)).isTrue();
        assertThat(commands.earlier(new EventId("urn:test", "answered"))).hasValueSatisfying(earlier -> {
            assertThat(earlier.done()).isTrue();
            assertThat(earlier.result()).isEqualTo("{\"a\": 1}");
        });
        assertThat(mine.claim("answered", NOW)).isEmpty();
    }

    @Test
    void only_targets_with_an_automatic_action_in_work_are_named() {
        commands.accept(new NewCommand(
                new EventId("auto", "a1"), "busy", "AUTO", true, "c", "h", false, "{}", null, StoreDatabase.EXPIRES));
        STORE.accept("requested", "asked");
        assertThat(commands.automaticWaiting(Set.of("busy", "asked", "nobody"))).containsExactly("busy");
    }
}
