package io.connwarden.benchmarks.signal;

import io.connwarden.contracts.value.Checks;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The benchmark that compares the statement of a chunk with a statement for each session, in alternating rounds on one
 * server. With a record it measures the same sessions in the actuator as well, from a command to its result. The first
 * rounds of each do not count, because the compiler of the JVM competes for the processors in them.
 */
@Command(
        name = "signal-benchmark",
        mixinStandardHelpOptions = true,
        description =
                "Terminates idle sessions in chunks and one by one, and prints the ratios of the times. Then terminates"
                        + " them by the actuator, which records them in a log store.")
public final class SignalBenchmark implements Callable<Integer> {
    @Option(names = "--sessions", defaultValue = "500", description = "sessions (default: ${DEFAULT-VALUE})")
    private int sessions;

    @Option(
            names = "--chunk-size",
            defaultValue = "25",
            description = "sessions of a chunk (default: ${DEFAULT-VALUE})")
    private int chunkSize;

    @Option(names = "--rounds", defaultValue = "5", description = "measured rounds (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--warm-up-rounds",
            defaultValue = "5",
            description = "rounds before them, which do not count (default: ${DEFAULT-VALUE})")
    private int warmUpRounds;

    @Option(
            names = "--record",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "measure the actuator with its log store too (default: ${DEFAULT-VALUE})")
    private boolean record;

    private final PrintStream out;

    private SignalBenchmark(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(commandLine(new PrintStream(System.out, true, StandardCharsets.UTF_8))
                .execute(arguments));
    }

    static CommandLine commandLine(PrintStream out) {
        return new CommandLine(new SignalBenchmark(out));
    }

    @Override
    public Integer call() throws SQLException, InterruptedException {
        Checks.requireInRange("--sessions", sessions, 1, 1000);
        Checks.requireInRange("--chunk-size", chunkSize, 1, sessions);
        Checks.requireAtLeast("--rounds", rounds, 1);
        Checks.requireAtLeast("--warm-up-rounds", warmUpRounds, 0);
        PostgresServerOptions options = PostgresServerOptions.standard().withMaxConnections(sessions + 20);
        try (PostgresServer target = PostgresServer.start(options);
                Connection actuator = DriverManager.getConnection(target.jdbcUrl("postgres"))) {
            SignalRound round = SignalRound.create(target, actuator);
            compare(round);
            if (record) {
                measureRecord(target, round);
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private void compare(SignalRound round) throws SQLException {
        List<SignalTimes> chunks = new ArrayList<>();
        List<SignalTimes> single = new ArrayList<>();
        for (int number = 1 - warmUpRounds; number <= rounds; number++) {
            SignalTimes ofChunks = round.run(sessions, chunkSize);
            SignalTimes ofSingle = round.run(sessions, 1);
            print(number, "chunks of " + chunkSize, ofChunks);
            print(number, "single statements", ofSingle);
            if (number > 0) {
                chunks.add(ofChunks);
                single.add(ofSingle);
            }
        }
        out.printf(
                Locale.ROOT,
                "Ratio of chunks to single statements, medians: processor time of the server %.2f, last answer %.2f,"
                        + " last end %.2f%n",
                SignalTimes.ratio(chunks, single, SignalTimes::processor),
                SignalTimes.ratio(chunks, single, SignalTimes::answered),
                SignalTimes.ratio(chunks, single, SignalTimes::ended));
    }

    private void measureRecord(PostgresServer target, SignalRound round) throws SQLException, InterruptedException {
        List<RecordedTimes> measured = new ArrayList<>();
        try (RecordedActions actuator = RecordedActions.start(target)) {
            for (int number = 1 - warmUpRounds; number <= rounds; number++) {
                RecordedTimes times = round.run(sessions, actuator);
                print(number, times);
                if (number > 0) {
                    measured.add(times);
                }
            }
        }
        out.printf(
                Locale.ROOT,
                "%d sessions re-checked, ended and recorded by the actuator: median %.0f ms from the decision to the"
                        + " commit of the outcomes%n",
                sessions,
                millis(Medians.of(measured, RecordedTimes::recorded)));
    }

    private void print(int number, RecordedTimes times) {
        out.printf(
                Locale.ROOT,
                "%-8s %-18s %d sessions: decided %.0f ms after acceptance; %.0f ms later all signals and %.0f ms later"
                        + " all outcomes are recorded; request to result %.0f ms%n",
                number > 0 ? "round " + number : "warm-up",
                "actuator",
                sessions,
                millis(times.decided()),
                millis(times.signalled()),
                millis(times.recorded()),
                millis(times.answered()));
    }

    private void print(int number, String way, SignalTimes times) {
        out.printf(
                Locale.ROOT,
                "%-8s %-18s %d sessions: processor time %.0f ms, last answer after %.0f ms, last end after %.0f ms%n",
                number > 0 ? "round " + number : "warm-up",
                way,
                sessions,
                millis(times.processor()),
                millis(times.answered()),
                millis(times.ended()));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
