package io.connwarden.contracts.assessment;

import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.PreparedTransactions;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The builder of an observation for tests. A test sets only the values that matter to it. */
final class ObservationBuilder {
    static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");

    private final Counts.Builder counts;
    private List<ApplicationUsage> topApplications = List.of();
    private List<ConnectionLimit> limits = List.of();
    private PreparedTransactions prepared = PreparedTransactions.none();
    private int superuserZombies;
    private int ownSessions;
    private List<Observation.StuckTransaction> oldestStuck = List.of();

    private ObservationBuilder(Counts.Builder counts) {
        this.counts = counts;
    }

    /** Starts with 10 of 100 usable slots taken. With 100 usable slots the total is also a percentage. */
    static ObservationBuilder quiet() {
        return new ObservationBuilder(Counts.builder()
                .totalConnections(10)
                .activeConnections(1)
                .idleConnections(9)
                .maxConnections(110)
                .usableConnections(100)
                .oldestTransactionSeconds(1920.5));
    }

    ObservationBuilder with(Consumer<Counts.Builder> change) {
        change.accept(counts);
        return this;
    }

    ObservationBuilder total(int total) {
        return with(counts -> counts.totalConnections(total).idleConnections(total - 1));
    }

    ObservationBuilder zombies(int zombies) {
        return with(counts -> counts.zombieConnections(zombies));
    }

    ObservationBuilder longIdle(int longIdle) {
        return with(counts -> counts.longIdleConnections(longIdle));
    }

    ObservationBuilder stuckTransactions(int stuckTransactions) {
        return with(counts -> counts.stuckTransactions(stuckTransactions));
    }

    ObservationBuilder waitingOnLock(int waitingOnLock) {
        return with(counts -> counts.waitingOnLockConnections(waitingOnLock));
    }

    ObservationBuilder visibility(double visibility) {
        return with(counts -> counts.visibilityPercentage(visibility));
    }

    ObservationBuilder topApplications(ApplicationUsage... usages) {
        topApplications = List.of(usages);
        return this;
    }

    ObservationBuilder limits(ConnectionLimit... connectionLimits) {
        limits = List.of(connectionLimits);
        return this;
    }

    ObservationBuilder prepared(PreparedTransactions preparedTransactions) {
        prepared = preparedTransactions;
        return this;
    }

    ObservationBuilder superuserZombies(int zombies) {
        superuserZombies = zombies;
        return this;
    }

    ObservationBuilder ownSessions(int sessions) {
        ownSessions = sessions;
        return this;
    }

    ObservationBuilder oldestStuck(Observation.StuckTransaction... transactions) {
        oldestStuck = List.of(transactions);
        return this;
    }

    Observation build() {
        return build(NOW);
    }

    Observation build(Instant serverTime) {
        return new Observation(
                "orders-db",
                counts.build(),
                topApplications,
                "18.1",
                false,
                serverTime,
                limits,
                prepared,
                superuserZombies,
                ownSessions,
                List.of(),
                null,
                UpcomingCrossings.none(),
                oldestStuck);
    }
}
