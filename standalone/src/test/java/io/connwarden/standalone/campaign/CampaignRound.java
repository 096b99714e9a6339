package io.connwarden.standalone.campaign;

import static org.awaitility.Awaitility.await;

import io.connwarden.embedded.server.FileTree;
import io.connwarden.standalone.campaign.RoundFacts.Ending;
import io.connwarden.standalone.campaign.RoundFacts.SentCommand;
import io.connwarden.standalone.campaign.Verdict.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.awaitility.core.ConditionTimeoutException;

/** One round: start, faults under load, settlement, facts and verdict. */
final class CampaignRound {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(10);
    /** Faults leave leases, back-offs and queues behind; a machine with two busy cores needs its time. */
    private static final Duration SETTLE_TIMEOUT = Duration.ofMinutes(10);

    private final FaultPlan plan;
    private final Path directory;
    private final Timeline timeline = new Timeline();

    CampaignRound(FaultPlan plan, Path directory) {
        this.plan = plan;
        this.directory = directory;
    }

    /**
     * The facts of one round in numbers, and its findings.
     *
     * @param recycledPids sessions with the pid of an earlier session
     * @param unexpectedExits exits of services that no fault caused
     */
    record Report(
            FaultPlan plan,
            int commands,
            int results,
            int sessions,
            int recycledPids,
            int endings,
            int unexpectedExits,
            List<Finding> findings) {
        long count(Verdict.Kind kind) {
            return findings.stream().filter(finding -> finding.kind() == kind).count();
        }

        /** Returns true if every promise was kept and the round proves it: sessions ended, and results arrived. */
        boolean passed() {
            return findings.isEmpty() && unexpectedExits == 0 && endings > 0 && results > 0;
        }
    }

    /** Runs the round. Its directory stays after a violation, an error, or an exit that no fault caused. */
    Report run() throws IOException, SQLException, InterruptedException, ExecutionException {
        Report report;
        try (CampaignEnvironment environment = CampaignEnvironment.start(directory, timeline)) {
            report = run(environment);
        } finally {
            if (Files.exists(directory)) {
                timeline.write(directory.resolve("timeline.txt"));
            }
        }
        if (report.passed()) {
            FileTree.delete(directory);
        }
        return report;
    }

    private Report run(CampaignEnvironment environment)
            throws IOException, SQLException, InterruptedException, ExecutionException {
        String bootstrapServers = environment.broker().bootstrapServers();
        SessionLedger ledger = new SessionLedger(environment.target().server().url(CampaignTarget.APPLICATION_ROLE));
        StoreReader store = new StoreReader(environment.store().server().url("postgres"));
        Random random = new Random(plan.seed());
        try (ResultReader results = ResultReader.start(
                        bootstrapServers, CampaignTopics.NAMES.results(), CampaignTopics.PARTITIONS);
                CommandTraffic commands =
                        new CommandTraffic(bootstrapServers, ledger, timeline, new Random(random.nextLong()));
                Workload workload = new Workload(
                        new SessionTraffic(
                                ledger, environment.target().server().url("postgres"), new Random(random.nextLong())),
                        commands,
                        random)) {
            awaitStart(commands, results);
            environment.store().plantFullTrigger();
            Workload.Running running = workload.start();
            new FaultInjector(environment, timeline).inject(plan);
            workload.stopCommands();
            running.commands().get();
            if (running.sessions().isDone()) {
                running.sessions().get();
            }
            settle(environment, commands, results, store);
            return report(environment, observe(environment, ledger, commands, results, store));
        }
    }

    private static void awaitStart(CommandTraffic commands, ResultReader results) {
        String status = commands.askForStatus();
        await("an actuator answers STATUS")
                .atMost(START_TIMEOUT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> results.hasResultOf(status));
    }

    /** Waits until nothing is pending. What is still missing after the timeout becomes a finding. */
    private void settle(
            CampaignEnvironment environment, CommandTraffic commands, ResultReader results, StoreReader store) {
        Instant deadline = Instant.now().plus(SETTLE_TIMEOUT);
        commands.resumeTarget();
        commands.flush();
        awaitSettled(
                "every command has a result",
                deadline,
                () -> commands.commands().stream()
                        .filter(SentCommand::acknowledged)
                        .allMatch(command -> results.hasResultOf(command.id())));
        environment.service("monitor").close();
        awaitSettled("no command and no record is pending", deadline, store::isSettled);
        Instant settledAt = Instant.now();
        awaitSettled("all results are read", deadline, () -> results.hasReadUntil(settledAt));
    }

    private void awaitSettled(String condition, Instant deadline, Callable<Boolean> holds) {
        Duration left = Duration.between(Instant.now(), deadline);
        try {
            await(condition)
                    .atMost(left.compareTo(Duration.ofSeconds(1)) > 0 ? left : Duration.ofSeconds(1))
                    .pollInterval(Duration.ofMillis(100))
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(holds);
        } catch (ConditionTimeoutException e) {
            timeline.add("not settled: " + condition);
        }
    }

    /** Reads the endings before the store, and the store before the topic: a cause is recorded before its effect. */
    private static RoundFacts observe(
            CampaignEnvironment environment,
            SessionLedger ledger,
            CommandTraffic commands,
            ResultReader results,
            StoreReader store)
            throws IOException, SQLException {
        List<Ending> endings = TargetLog.endings(environment.target().server().log());
        return new RoundFacts(
                ledger.sessions(),
                endings,
                commands.commands(),
                results.results(),
                store.commands(),
                store.intendedSessions(),
                store.logRows());
    }

    private Report report(CampaignEnvironment environment, RoundFacts facts) throws IOException {
        List<Finding> findings = Verdict.findings(facts);
        Files.write(
                directory.resolve("findings.txt"),
                findings.stream()
                        .map(finding -> finding.kind() + " " + finding.text())
                        .toList());
        return new Report(
                plan,
                facts.commands().size(),
                facts.results().size(),
                facts.sessions().size(),
                facts.sessions().size() - distinctPids(facts),
                facts.endings().size(),
                environment.unexpectedExits(),
                findings);
    }

    private static int distinctPids(RoundFacts facts) {
        return (int) facts.sessions().stream()
                .mapToInt(session -> session.id().pid())
                .distinct()
                .count();
    }
}
