package io.connwarden.sql.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.connwarden.contracts.EventId;
import io.connwarden.sql.store.Commands.CommandCompletion;
import io.connwarden.sql.store.Commands.ExistingCommand;
import io.connwarden.sql.store.Commands.NewCommand;
import io.connwarden.sql.store.Commands.Requester;
import io.connwarden.sql.store.Leases.ClaimedCommand;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandsIT {
    private static final StoreDatabase STORE = StoreDatabase.create();
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00.123456Z");
    private static final CommandCompletion COMPLETION =
            new CommandCompletion("COMPLETED", "COMMAND", "why", 3, 1, "{\"a\":1}", "result-1", NOW);

    private final Commands commands = new Commands(STORE.dataSource);
    private final Leases ownLeases = STORE.leases("me");
    private final Leases otherLeases = STORE.leases("them");

    @Test
    void a_command_received_several_times_is_accepted_once() {
        assertThat(commands.accept(StoreDatabase.command("twice", "repeat"))).isPresent();
        assertThat(commands.accept(StoreDatabase.command("twice", "repeat"))).isEmpty();
        assertThat(commands.pendingCount("repeat")).isEqualTo(1);
        NewCommand again = StoreDatabase.command("twice", "repeat");
        assertThat(commands.findExisting(again.id(), again.data())).hasValueSatisfying(existing -> {
            assertThat(existing.result()).isNull();
            assertThat(existing.hasSameContent()).isTrue();
        });
        assertThat(commands.findExisting(again.id(), "{\"other\":1}"))
                .map(ExistingCommand::hasSameContent)
                .hasValue(false);
    }

    @Test
    void the_same_id_of_another_source_is_another_command() {
        NewCommand theirs = new NewCommand(
                new EventId("urn:other", "same"),
                "x",
                "AUTO",
                true,
                new Requester(false, "a", "b", null),
                "{}",
                StoreDatabase.EXPIRES);
        assertThat(commands.accept(StoreDatabase.command("same", "x"))).isPresent();
        assertThat(commands.accept(theirs)).isPresent();
    }

    @Test
    void commands_of_a_target_are_claimed_in_the_order_of_acceptance() {
        long first = STORE.accept("o1", "order");
        long second = STORE.accept("o2", "order");
        assertThat(ownLeases.claim("order", NOW)).map(ClaimedCommand::seq).hasValue(first);
        assertThat(otherLeases.claim("order", NOW))
                .as("another process holds the lease of the first command")
                .isEmpty();
        assertThat(ownLeases.complete(first, COMPLETION)).isTrue();
        assertThat(otherLeases.claim("order", NOW)).map(ClaimedCommand::seq).hasValue(second);
    }

    @Test
    void a_claimed_command_has_all_values_it_was_accepted_with() {
        EventId cause = new EventId("urn:monitor", "health-1");
        commands.accept(new NewCommand(
                new EventId("urn:test", "whole"),
                "whole",
                "AUTO",
                false,
                new Requester(true, "connwarden", "health", cause),
                "{\"k\": \"v\"}",
                StoreDatabase.EXPIRES));
        assertThat(ownLeases.claim("whole", NOW)).hasValueSatisfying(claimed -> {
            assertThat(claimed.id()).isEqualTo(new EventId("urn:test", "whole"));
            assertThat(claimed.cause()).isEqualTo(cause);
            assertThat(claimed.automatic()).isTrue();
            assertThat(claimed.data()).isEqualTo("{\"k\": \"v\"}");
            assertThat(claimed.times().expiresAt()).isEqualTo(StoreDatabase.EXPIRES);
            assertThat(claimed.times().startedAt()).isEqualTo(NOW);
            assertThat(claimed.attempts()).isEqualTo(1);
        });
    }

    @Test
    void an_expired_lease_is_taken_over_and_the_former_holder_can_no_longer_complete_the_command() {
        Leases shortLived = new Leases(STORE.dataSource, "slow", Duration.ZERO);
        long seq = STORE.accept("stale", "stale");
        assertThat(shortLived.claim("stale", NOW)).isPresent();
        assertThat(ownLeases.claim("stale", NOW)).hasValueSatisfying(taken -> {
            assertThat(taken.attempts()).isEqualTo(2);
            assertThat(taken.times().startedAt()).as("time of the first claim").isEqualTo(NOW);
        });
        assertThat(shortLived.complete(seq, COMPLETION)).isFalse();
        assertThat(STORE.transaction.<Boolean>execute(status -> shortLived.lockIfHeld(seq)))
                .isFalse();
        assertThat(STORE.transaction.<Boolean>execute(status -> ownLeases.lockIfHeld(seq)))
                .isTrue();
        assertThat(ownLeases.complete(seq, COMPLETION)).isTrue();
        assertThat(ownLeases.complete(seq, COMPLETION)).as("already done").isFalse();
    }

    @Test
    void a_renewed_lease_is_not_taken_over() {
        Leases shortLived = new Leases(STORE.dataSource, "renewing", Duration.ZERO);
        long seq = STORE.accept("renewed", "renewed");
        assertThat(shortLived.claim("renewed", NOW)).isPresent();
        assertThat(STORE.leases("renewing").renew(Set.of(seq))).isEqualTo(1);
        assertThat(ownLeases.claim("renewed", NOW)).isEmpty();
    }

    @Test
    void only_the_given_commands_of_the_process_are_renewed() {
        Leases shortLived = new Leases(STORE.dataSource, "partly", Duration.ZERO);
        long abandoned = STORE.accept("abandoned", "abandoned");
        long foreign = STORE.accept("foreign", "foreign");
        assertThat(shortLived.claim("abandoned", NOW)).isPresent();
        assertThat(otherLeases.claim("foreign", NOW)).isPresent();
        assertThat(STORE.leases("partly").renew(Set.of(foreign))).isZero();
        assertThat(STORE.leases("partly").renew(Set.of())).isZero();
        assertThat(ownLeases.claim("abandoned", NOW)).map(ClaimedCommand::seq).hasValue(abandoned);
    }

    @Test
    void a_locked_command_delays_neither_other_renewals_nor_a_claim() throws SQLException {
        Leases renewing = STORE.leases("waiting");
        long locked = STORE.accept("locked", "locked");
        long free = STORE.accept("free", "free");
        assertThat(renewing.claim("locked", NOW)).isPresent();
        assertThat(renewing.claim("free", NOW)).isPresent();
        try (Connection other = STORE.dataSource.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT seq FROM commands WHERE seq = " + locked + " FOR UPDATE");
            assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
                assertThat(renewing.renew(Set.of(locked, free))).isEqualTo(1);
                assertThat(renewing.claim("locked", NOW)).isEmpty();
            });
            other.rollback();
        }
        assertThat(renewing.renew(Set.of(locked, free))).isEqualTo(2);
    }

    @Test
    void commands_finished_long_ago_are_deleted_in_slices() {
        CommandCompletion longAgo = new CommandCompletion(
                "COMPLETED", "COMMAND", "why", 0, 0, "{}", "result", Instant.parse("2020-01-01T00:00:00Z"));
        for (int i = 0; i < 3; i++) {
            commands.completeUnclaimed(STORE.accept("old" + i, "old"), longAgo);
        }
        STORE.sql.execute("UPDATE commands SET expires_at = '2020-01-01' WHERE target = 'old'");
        StoreMaintenance maintenance = new StoreMaintenance(STORE.dataSource);
        Instant cutoff = Instant.parse("2021-01-01T00:00:00Z");
        assertThat(maintenance.deleteCommandsBefore(cutoff, 2)).isEqualTo(2);
        assertThat(maintenance.deleteCommandsBefore(cutoff, 2)).isEqualTo(1);
        assertThat(maintenance.deleteCommandsBefore(cutoff, 2)).isZero();
    }

    @Test
    void a_process_may_claim_its_own_unfinished_command_again() {
        STORE.accept("again", "again");
        assertThat(ownLeases.claim("again", NOW)).isPresent();
        assertThat(ownLeases.targetsWithWork()).contains("again");
        assertThat(otherLeases.targetsWithWork()).doesNotContain("again");
        assertThat(ownLeases.claim("again", NOW))
                .as("no other process has claimed the command")
                .map(ClaimedCommand::attempts)
                .hasValue(1);
    }

    @Test
    void a_planned_restart_uses_up_no_attempt() {
        long seq = STORE.accept("restarted", "restarted");
        for (int i = 0; i < 10; i++) {
            Leases process = STORE.leases("process-" + i);
            assertThat(process.claim("restarted", NOW))
                    .map(ClaimedCommand::attempts)
                    .hasValue(1);
            process.release(seq);
        }
    }

    @Test
    void each_process_that_ends_without_a_release_uses_up_an_attempt() {
        STORE.accept("killed", "killed");
        for (int i = 1; i < 10; i++) {
            assertThat(new Leases(STORE.dataSource, "killed-" + i, Duration.ZERO).claim("killed", NOW))
                    .map(ClaimedCommand::attempts)
                    .hasValue(i);
        }
    }

    @Test
    void a_finished_command_is_kept_until_it_has_expired_too() {
        NewCommand command = StoreDatabase.command("kept", "kept");
        StoreMaintenance maintenance = new StoreMaintenance(STORE.dataSource);
        long seq = commands.accept(command).orElseThrow();
        assertThat(commands.completeUnclaimed(seq, finishedAt(StoreDatabase.EXPIRES.minusSeconds(3_600))))
                .isTrue();
        maintenance.deleteCommandsBefore(StoreDatabase.EXPIRES.minusSeconds(1), 1_000);
        assertThat(commands.accept(command))
                .as("the same command is not accepted again")
                .isEmpty();
        maintenance.deleteCommandsBefore(StoreDatabase.EXPIRES.plusSeconds(1), 1_000);
        assertThat(commands.accept(command)).isPresent();
    }

    @Test
    void only_overdue_commands_of_other_targets_are_claimed_without_a_worker() {
        long expired = STORE.accept("overdue", "removed");
        STORE.accept("configured", "configured");
        Instant later = StoreDatabase.EXPIRES.plusSeconds(1);
        List<String> others = STORE.rows("SELECT DISTINCT target FROM commands WHERE target <> 'removed'").stream()
                .map(row -> (String) row.get("target"))
                .toList();
        assertThat(ownLeases.claimOverdue(others, Duration.ofDays(1), StoreDatabase.EXPIRES.minusSeconds(1)))
                .isEmpty();
        assertThat(ownLeases.claimOverdue(others, Duration.ofDays(1), later))
                .map(ClaimedCommand::seq)
                .hasValue(expired);
        assertThat(otherLeases.claimOverdue(others, Duration.ofDays(1), later))
                .as("another process completes the command")
                .isEmpty();
        assertThat(ownLeases.complete(expired, COMPLETION)).isTrue();
        long waiting = STORE.accept("waiting", "removed");
        assertThat(ownLeases.claimOverdue(others, Duration.ZERO, NOW))
                .map(ClaimedCommand::seq)
                .hasValue(waiting);
    }

    private static CommandCompletion finishedAt(Instant time) {
        return new CommandCompletion("COMPLETED", "COMMAND", "why", 0, 0, "{}", "result-2", time);
    }

    @Test
    void a_released_command_can_be_claimed_by_another_process() {
        long seq = STORE.accept("released", "released");
        assertThat(ownLeases.claim("released", NOW)).isPresent();
        ownLeases.release(seq);
        assertThat(otherLeases.claim("released", NOW)).isPresent();
    }

    @Test
    void a_duplicate_command_returns_the_stored_result() {
        long seq = STORE.accept("answered", "answered");
        assertThat(commands.completeUnclaimed(seq, COMPLETION)).isTrue();
        assertThat(commands.findExisting(new EventId("urn:test", "answered"), "{}"))
                .map(ExistingCommand::result)
                .hasValue("{\"a\": 1}");
        assertThat(ownLeases.claim("answered", NOW)).isEmpty();
    }

    @Test
    void only_targets_with_an_undecided_automatic_action_are_returned() {
        acceptAutomatic("busy");
        STORE.accept("requested", "asked");
        assertThat(commands.targetsWithUndecidedAutomaticAction(Set.of("busy", "asked", "unknown")))
                .containsExactly("busy");
    }

    @Test
    void a_running_action_with_an_intent_is_decided() {
        long seq = acceptAutomatic("decided");
        assertThat(ownLeases.claim("decided", NOW)).isPresent();
        assertThat(commands.targetsWithUndecidedAutomaticAction(Set.of("decided")))
                .as("an action that runs without an intent takes its sample")
                .containsExactly("decided");
        STORE.sql.execute("INSERT INTO intents (command_seq, step, target, rule, reason, dry_run, sessions_at_start,"
                + " terminated_before, spared) VALUES (" + seq + ", 1, 'decided', 'R3', 'why', false, 1, 0, '[]')");
        assertThat(commands.targetsWithUndecidedAutomaticAction(Set.of("decided")))
                .isEmpty();
    }

    @Test
    void a_requested_command_overtakes_an_automatic_action_that_waits_without_a_decision() {
        acceptAutomatic("overtaken");
        long first = STORE.accept("overtaking-1", "overtaken");
        long second = STORE.accept("overtaking-2", "overtaken");
        assertThat(claimAndComplete("overtaken")).isEqualTo(first);
        assertThat(claimAndComplete("overtaken")).isEqualTo(second);
        assertThat(ownLeases.claim("overtaken", NOW))
                .map(ClaimedCommand::automatic)
                .hasValue(true);
    }

    @Test
    void a_requested_command_waits_for_an_automatic_action_that_runs_or_is_decided() {
        long running = acceptAutomatic("not-overtaken");
        assertThat(ownLeases.claim("not-overtaken", NOW))
                .map(ClaimedCommand::seq)
                .hasValue(running);
        long requested = STORE.accept("waiting-1", "not-overtaken");
        assertThat(otherLeases.claim("not-overtaken", NOW)).isEmpty();

        STORE.sql.execute("INSERT INTO intents (command_seq, step, target, rule, reason, dry_run, sessions_at_start,"
                + " terminated_before, spared) VALUES (" + running + ", 1, 'not-overtaken', 'R3', 'why', false, 1, 0,"
                + " '[]')");
        ownLeases.release(running);
        STORE.accept("waiting-2", "not-overtaken");
        assertThat(claimAndComplete("not-overtaken"))
                .as("released with a decision")
                .isEqualTo(running);
        assertThat(claimAndComplete("not-overtaken")).isEqualTo(requested);
    }

    @Test
    void a_command_received_again_overtakes_no_automatic_action() {
        long requested = STORE.accept("received-again", "repeated-behind");
        assertThat(claimAndComplete("repeated-behind")).isEqualTo(requested);
        long automatic = acceptAutomatic("repeated-behind");
        assertThat(commands.accept(StoreDatabase.command("received-again", "repeated-behind")))
                .isEmpty();
        assertThat(ownLeases.claim("repeated-behind", NOW))
                .map(ClaimedCommand::seq)
                .hasValue(automatic);
    }

    private long claimAndComplete(String target) {
        long seq = ownLeases.claim(target, NOW).map(ClaimedCommand::seq).orElseThrow();
        assertThat(ownLeases.complete(seq, COMPLETION)).isTrue();
        return seq;
    }

    private long acceptAutomatic(String target) {
        return commands.accept(new NewCommand(
                        new EventId("auto", target),
                        target,
                        "AUTO",
                        false,
                        new Requester(true, "c", "h", null),
                        "{}",
                        StoreDatabase.EXPIRES))
                .orElseThrow();
    }
}
