package io.connwarden.benchmarks.reclaim;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/**
 * The benchmark that compares Connwarden with a {@link PlainLoop} on one server, in alternating rounds. In each round
 * the sessions of an application cross the idle limit at about the same instant. The figures are the time until the
 * last of them has ended, and the reads of the target.
 */
@Command(
        name = "reclaim-benchmark",
        mixinStandardHelpOptions = true,
        description = "Compares the time and the reads of Connwarden with those of a loop that polls once a second."
                + " Exit code 1: the ratio of the times is above 0.5, or Connwarden reads as often as the loop."
                + " Exit code 70: the run failed.")
public final class ReclaimBenchmark implements Callable<Integer> {
    /** The default is three application instances with the default pool of HikariCP, 10 connections each. */
    @Option(names = "--sessions", defaultValue = "30", description = "sessions (default: ${DEFAULT-VALUE})")
    private int sessions;

    @Option(names = "--rounds", defaultValue = "5", description = "rounds per contender (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--warm-up-rounds",
            defaultValue = "1",
            description = "rounds before them that do not count (default: ${DEFAULT-VALUE})")
    private int warmUpRounds;

    @Option(
            names = "--quiet-seconds",
            defaultValue = "60",
            description = "time before each round in which reads are counted (default: ${DEFAULT-VALUE})")
    private int quietSeconds;

    @Option(
            names = "--idle-limit-seconds",
            defaultValue = "20",
            description = "age at which an idle session is ended (default: ${DEFAULT-VALUE})")
    private int idleLimitSeconds;

    @Option(names = "--seed", defaultValue = "1", description = "seed of the phases (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--report-only", description = "exit with 0 whatever the ratios are")
    private boolean reportOnly;

    private static final int RUN_FAILED = 70;

    private final PrintStream out;

    private ReclaimBenchmark(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(commandLine(out).execute(arguments));
    }

    static CommandLine commandLine(PrintStream out) {
        return new CommandLine(new ReclaimBenchmark(out)).setExitCodeExceptionMapper(failure -> RUN_FAILED);
    }

    @Override
    public Integer call() throws Exception {
        Comparison comparison = run(new ReclaimSettings(
                sessions,
                rounds,
                warmUpRounds,
                Duration.ofSeconds(quietSeconds),
                Duration.ofSeconds(idleLimitSeconds),
                seed));
        comparison.lines().forEach(out::println);
        return comparison.isMet() || reportOnly ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Comparison run(ReclaimSettings settings) throws Exception {
        try (BenchmarkServers servers = BenchmarkServers.start(settings.sessions());
                TargetObserver observer = TargetObserver.connect(servers)) {
            ConnwardenServices connwarden = new ConnwardenServices(servers, settings.idleLimit());
            PlainLoop loop = new PlainLoop(servers, settings.idleLimit());
            List<RoundFigures> ofConnwarden = new ArrayList<>();
            List<RoundFigures> ofLoop = new ArrayList<>();
            Phases phases = Phases.draw(settings.seed(), settings.warmUpRounds(), settings.rounds());
            for (int round = 0; round < settings.allRounds(); round++) {
                ReclaimRound next = new ReclaimRound(settings, round, phases.of(round), servers, observer);
                RoundFigures first = print(round, settings, connwarden, next.run(connwarden));
                ActionTimes.since(servers, first.crossedAt()).forEach(times -> out.println(times.describe(first)));
                RoundFigures second = print(round, settings, loop, next.run(loop));
                if (round >= settings.warmUpRounds()) {
                    ofConnwarden.add(first);
                    ofLoop.add(second);
                }
            }
            return new Comparison(ofConnwarden, ofLoop);
        }
    }

    private RoundFigures print(int round, ReclaimSettings settings, Contender contender, RoundFigures figures) {
        String label = round < settings.warmUpRounds() ? "warm-up" : "round " + (round - settings.warmUpRounds() + 1);
        out.printf("%-9s %-11s %s%n", label, contender.title(), figures.describe());
        return figures;
    }
}
