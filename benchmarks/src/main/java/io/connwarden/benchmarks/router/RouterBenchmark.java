package io.connwarden.benchmarks.router;

import io.connwarden.benchmarks.router.RouterRound.Figures;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/**
 * The benchmark that compares the router with a plain HikariCP pool of the same size, in alternating rounds. All
 * threads run transactions, and one more logs in now and then.
 */
@Command(
        name = "router-benchmark",
        mixinStandardHelpOptions = true,
        description =
                "Compares transactions and logins of the router with those of HikariCP. Exit code 1: the router runs"
                        + " fewer than 95 % of the transactions, or its logins are slower. Exit code 70: the run failed.")
public final class RouterBenchmark implements Callable<Integer> {
    private static final double MIN_RATIO = 0.95;
    private static final int RUN_FAILED = 70;

    @Option(names = "--threads", defaultValue = "16", description = "threads (default: ${DEFAULT-VALUE})")
    private int threads;

    @Option(names = "--connections", defaultValue = "10", description = "connections (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--transaction-millis",
            defaultValue = "5",
            description = "time of a transaction on the server (default: ${DEFAULT-VALUE})")
    private int transactionMillis;

    @Option(names = "--rounds", defaultValue = "5", description = "rounds per contender (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--warm-up-rounds",
            defaultValue = "2",
            description = "rounds before them that do not count (default: ${DEFAULT-VALUE})")
    private int warmUpRounds;

    @Option(
            names = "--round-seconds",
            defaultValue = "5",
            description = "length of a round (default: ${DEFAULT-VALUE})")
    private int roundSeconds;

    @Option(names = "--report-only", description = "exit with 0 whatever the ratios are")
    private boolean reportOnly;

    private final PrintStream out;

    private RouterBenchmark(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(commandLine(out).execute(arguments));
    }

    static CommandLine commandLine(PrintStream out) {
        return new CommandLine(new RouterBenchmark(out)).setExitCodeExceptionMapper(failure -> RUN_FAILED);
    }

    @Override
    public Integer call() throws Exception {
        try (PostgresServer server = PostgresServer.start(PostgresServerOptions.standard())) {
            String url = server.jdbcUrl("postgres");
            Transactions work = new Transactions(transactionMillis);
            try (TransactionRunner hikari = TransactionRunners.hikari(url, connections, work);
                    TransactionRunner router = TransactionRunners.router(url, connections, work);
                    TransactionRunner dataSource = TransactionRunners.dataSource(url, connections, work)) {
                Map<TransactionRunner, List<Figures>> figures = run(List.of(hikari, router, dataSource));
                boolean isRouterFast = report(hikari, router, figures);
                boolean isDataSourceFast = report(hikari, dataSource, figures);
                return (isRouterFast && isDataSourceFast) || reportOnly ? ExitCode.OK : ExitCode.SOFTWARE;
            }
        }
    }

    private Map<TransactionRunner, List<Figures>> run(List<TransactionRunner> contenders) throws Exception {
        RouterRound round = new RouterRound(threads, Duration.ofSeconds(roundSeconds));
        Map<TransactionRunner, List<Figures>> figures = new LinkedHashMap<>();
        for (int i = 0; i < warmUpRounds + rounds; i++) {
            for (TransactionRunner contender : contenders) {
                Figures next = round.run(contender);
                boolean counts = i >= warmUpRounds;
                out.printf(
                        Locale.ROOT,
                        "%-9s %-12s %7.0f transactions/s, login p99 %6.1f ms%n",
                        counts ? "round " + (i - warmUpRounds + 1) : "warm-up",
                        contender.title(),
                        next.perSecond(),
                        millis(next));
                if (counts) {
                    figures.computeIfAbsent(contender, absent -> new ArrayList<>())
                            .add(next);
                }
            }
        }
        return figures;
    }

    private boolean report(
            TransactionRunner plain, TransactionRunner router, Map<TransactionRunner, List<Figures>> figures) {
        List<Figures> ofRouter = Objects.requireNonNull(figures.get(router));
        List<Figures> ofPlain = Objects.requireNonNull(figures.get(plain));
        double transactions = ratio(ofRouter, ofPlain, Figures::perSecond);
        double login = ratio(ofRouter, ofPlain, RouterBenchmark::millis);
        out.printf(
                Locale.ROOT,
                "Ratio of %s to HikariCP, medians: transactions %.3f, login p99 %.2f%n",
                router.title(),
                transactions,
                login);
        return transactions >= MIN_RATIO && login < 1;
    }

    private static double ratio(List<Figures> one, List<Figures> other, ToDoubleFunction<Figures> value) {
        return median(one, value) / median(other, value);
    }

    private static double median(List<Figures> rounds, ToDoubleFunction<Figures> value) {
        double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double millis(Figures figures) {
        return figures.login().toNanos() / 1e6;
    }
}
