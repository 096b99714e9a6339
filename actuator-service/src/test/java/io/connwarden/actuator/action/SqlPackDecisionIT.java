package io.connwarden.actuator.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.actuator.decision.Decider;
import io.connwarden.actuator.decision.TestPolicies;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.selection.Decision;
import io.connwarden.actuator.decision.situation.RecentActions;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.actuator.decision.situation.Trigger;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Health;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.sql.pack.SqlPack;
import io.connwarden.sql.target.HeldSession;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetQueries;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.testing.Seeds;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * The same random sessions are given to the actuator's decision and to the SQL pack; both select and spare the same
 * sessions.
 */
class SqlPackDecisionIT {
    private static final Duration FIRST_AGE_GAP = Duration.ofSeconds(1);
    /** Half of the gap of the last round is 32 s. */
    private static final int MAX_ROUNDS = 7;

    private static PostgresServer server;

    @BeforeAll
    static void install() {
        server = PostgresServer.start(
                PostgresServerOptions.standard().withMaxConnections(100).withSetting("autovacuum", "off"));
        new SqlPack(TargetConnections.unpooled(settings(), "connwarden-install-sql"))
                .install(SqlPack.DEFAULT_SCHEMA, false);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static LongStream cleanupSeeds() {
        return Seeds.corpus(11L, 12L, 13L, 14L);
    }

    static LongStream emergencySeeds() {
        return Seeds.corpus(21L, 22L);
    }

    @Tag(Seeds.TAG)
    @ParameterizedTest
    @MethodSource("cleanupSeeds")
    void a_cleanup_selects_and_spares_the_same_sessions_as_the_SQL_pack(long seed) throws SQLException {
        compare(seed, SqlPackDecisionIT::compareCleanup);
    }

    @Tag(Seeds.TAG)
    @ParameterizedTest
    @MethodSource("emergencySeeds")
    void an_emergency_selects_the_same_sessions_as_the_SQL_pack(long seed) throws SQLException {
        compare(seed, SqlPackDecisionIT::compareEmergency);
    }

    /** Gives both the same sessions and returns the assertion over their selections. */
    private interface Round {
        Runnable run(SqlPackCaller pack, HeldSession connection, Duration threshold, Random random) throws SQLException;
    }

    /**
     * Compares one round. A round that took half the age gap or longer proves nothing, because young sessions may have
     * reached the threshold between the two decisions. It is repeated with new sessions and the double gap.
     */
    private static void compare(long seed, Round round) throws SQLException {
        Duration gap = FIRST_AGE_GAP;
        for (int i = 0; i < MAX_ROUNDS; i++) {
            Random random = new Random(seed);
            try (SqlPackCaller pack = new SqlPackCaller(server);
                    HeldSession connection = TargetConnections.open(settings(), "connwarden-actuator");
                    RandomSessions old = RandomSessions.open(server, random)) {
                Instant boundary = now(connection);
                awaitAgeGap(connection, boundary.plus(gap));
                try (RandomSessions young = RandomSessions.open(server, random)) {
                    assertThat(old.size() + young.size()).isPositive();
                    // Sessions of an earlier round would be a pool that refills.
                    pack.forget();
                    pack.set("protected_applications", "[\"pay*\"]");
                    pack.set("protected_databases", "[\"template?\"]");
                    Instant start = now(connection);
                    Duration threshold = Duration.between(boundary, start).minus(gap.dividedBy(2));
                    Runnable assertion = round.run(pack, connection, threshold, random);
                    if (now(connection).isBefore(start.plus(gap.dividedBy(2)))) {
                        assertion.run();
                        return;
                    }
                }
            }
            gap = gap.multipliedBy(2);
        }
        throw new AssertionError("no round was faster than half of its age gap, at last half of " + gap.dividedBy(2));
    }

    private static Runnable compareCleanup(
            SqlPackCaller pack, HeldSession connection, Duration threshold, Random random) throws SQLException {
        int survivors = random.nextInt(4);
        int maxTerminations = 1 + random.nextInt(12);
        double minutes = threshold.toMillis() / 60_000.0;
        pack.set("survivors_per_application", survivors);
        Decision decision = decide(
                connection,
                new CommandParameters.Cleanup(minutes, maxTerminations),
                policy(survivors, minutes),
                Thresholds.defaults());
        JsonNode details = pack.cleanup(minutes, maxTerminations);
        return () -> {
            assertThat(PackComparison.pidsOf(details))
                    .isEqualTo(PackComparison.victims(decision, SignalKind.TERMINATE));
            assertThat(PackComparison.pids(details.get("spared"))).isEqualTo(spared(decision));
        };
    }

    private static Runnable compareEmergency(
            SqlPackCaller pack, HeldSession connection, Duration threshold, Random random) throws SQLException {
        int survivors = random.nextInt(3);
        double minutes = threshold.toMillis() / 60_000.0;
        pack.set("survivors_per_application", survivors);
        pack.set("emergency_max_terminations", 7);
        pack.set("emergency_max_cancels", 3);
        pack.set("emergency_idle_minutes", minutes);
        pack.set("emergency_active_seconds", minutes * 60);
        pack.set("emergency_max_stuck_transactions", 2);
        pack.set("stuck_transaction_minutes", minutes);
        pack.set("stuck_idle_minutes", minutes);
        // With the lower threshold the server counts as full, and both relax G6 if it spares every candidate.
        double critical = random.nextBoolean() ? 90 : 0.5;
        pack.set("warning_slot_utilization", 0.1);
        pack.set("critical_slot_utilization", critical);
        Thresholds thresholds = Thresholds.builder()
                .warningSlotUtilization(0.1)
                .criticalSlotUtilization(critical)
                .build();
        Decision decision =
                decide(connection, new CommandParameters.Emergency(), policy(survivors, minutes), thresholds);
        SqlPackCaller.EmergencyDetails details = pack.emergency();
        return () -> {
            List<Integer> terminated = PackComparison.victims(decision, SignalKind.TERMINATE);
            List<Integer> cancelled = PackComparison.victims(decision, SignalKind.CANCEL);
            boolean relaxed = details.idle().has("survivorsRelaxed");
            assertThat(PackComparison.pidsOf(details.running())).isEqualTo(cancelled);
            if (relaxed && terminated.isEmpty()) {
                // A cancelled query frees no slot. The pack relaxes in the same call, the service in its next step.
                assertThat(cancelled).isNotEmpty();
                assertThat(critical).isEqualTo(0.5);
                return;
            }
            // No session waits for another one, so idle sessions come first.
            List<Integer> byPack = new ArrayList<>(PackComparison.pidsOf(details.idle()));
            byPack.addAll(PackComparison.pidsOf(details.stuck()));
            assertThat(byPack).isEqualTo(terminated);
            assertThat(relaxed).isEqualTo(decision.reason().contains("relaxes G6") && !terminated.isEmpty());
        };
    }

    /** Returns the settings of the pack, which has no budget and one step only. */
    private static Policy policy(int survivors, double minutes) {
        Duration age = Duration.ofMillis(Math.round(minutes * 60_000));
        return TestPolicies.policy(
                "emergency.idle-for=" + age,
                "emergency.max-idle-terminations=7",
                "emergency.active-for=" + age,
                "emergency.max-cancels=3",
                "emergency.stuck-older-than=" + age,
                "emergency.max-stuck-transactions=2",
                "stuck-transactions.idle-for=" + age,
                "emergency.max-steps=1",
                "budget.sessions-percentage=100",
                "budget.terminations-per-hour=100000",
                "exclude.applications=pay*",
                "exclude.databases=template?",
                "survivors-per-application=" + survivors);
    }

    private static Decision decide(
            HeldSession connection, CommandParameters parameters, Policy policy, Thresholds thresholds) {
        TargetQueries queries = new TargetQueries(connection);
        Observation seen = queries.observe("t", thresholds, 0);
        Health health = Assessment.assess(seen, thresholds, seen.serverTime());
        Situation situation = new Situation(
                seen.serverTime(),
                seen.serverTime(),
                null,
                health.status(),
                health.counts(),
                thresholds,
                queries.sessions().stream()
                        .map(row -> SessionMapper.toSession(row, Set.of()))
                        .toList(),
                RecentActions.none(),
                null);
        Command command = new Command("t", parameters, "test", "to compare", false, null);
        return Decider.standard().decide(new Trigger.CommandTrigger(command), situation, policy);
    }

    private static List<Integer> spared(Decision decision) {
        return decision.spared().stream().map(spared -> spared.session().pid()).toList();
    }

    private static void awaitAgeGap(HeldSession connection, Instant end) {
        await().atMost(Duration.ofMinutes(2)).until(() -> now(connection).isAfter(end));
    }

    private static Instant now(HeldSession connection) {
        return new TargetQueries(connection)
                .observe("t", Thresholds.defaults(), 0)
                .serverTime();
    }

    private static TargetSettings settings() {
        return TargetSettings.of("t", server.jdbcUrlWithoutUser("postgres"), "postgres", null);
    }
}
