package io.connwarden.client.benchmark;

import io.connwarden.testing.SharedInfrastructure;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Compares the router with bare HikariCP and JDBC. Each round is a fresh JVM in which the contenders alternate. The
 * program prints the median ratio of the rounds, for 16 threads on all processors and for one thread that shares one
 * processor with its server (see {@link ProcessorPinning}).
 */
public final class OverheadBenchmark {
    private static final String[] CONTENDERS = {"routed", "routedWithCount"};

    private OverheadBenchmark() {}

    public static void main(String[] arguments) throws RunnerException, SQLException {
        String url = SharedInfrastructure.postgres().jdbcUrl("postgres");
        List<String> lines = new ArrayList<>();
        int rounds = Integer.getInteger("benchmark.rounds", 3);
        lines.addAll(compare(url, 16, rounds));
        if (!ProcessorPinning.pin(url)) {
            lines.add("Not pinned to one processor, because taskset is not available: the result of one thread varies widely");
        }
        lines.addAll(compare(url, 1, rounds));
        lines.forEach(System.out::println);
    }

    private static List<String> compare(String url, int threads, int rounds) throws RunnerException {
        Map<String, List<Double>> ratios = new TreeMap<>();
        for (int round = 0; round < rounds; round++) {
            RunResult done = round(url, threads);
            double bare = reads(done, "bare");
            for (String contender : CONTENDERS) {
                double ratio = reads(done, contender) / bare;
                ratios.computeIfAbsent(contender, unused -> new ArrayList<>()).add(ratio);
            }
        }
        List<String> lines = new ArrayList<>();
        ratios.forEach((contender, all) -> lines.add(String.format(
                Locale.ROOT,
                "%2d threads: %-14s does %5.1f %% of the reads of bare HikariCP + JDBC; rounds %s",
                threads,
                contender,
                100 * median(all),
                percent(all))));
        return lines;
    }

    private static RunResult round(String url, int threads) throws RunnerException {
        Options options = new OptionsBuilder()
                .include(TrivialRead.class.getName())
                .threads(threads)
                .forks(1)
                // Long, because the router is compiled later than the smaller contender, and an application runs for
                // days.
                .warmupIterations(4)
                .warmupTime(TimeValue.seconds(10))
                .measurementIterations(4)
                .measurementTime(TimeValue.seconds(5))
                .jvmArgsAppend("-Dbenchmark.url=" + url)
                .build();
        return new Runner(options).run().iterator().next();
    }

    private static double reads(RunResult result, String contender) {
        return result.getSecondaryResults().get(contender).getScore();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static List<String> percent(List<Double> ratios) {
        return ratios.stream()
                .map(ratio -> String.format(Locale.ROOT, "%.1f", 100 * ratio))
                .toList();
    }
}
