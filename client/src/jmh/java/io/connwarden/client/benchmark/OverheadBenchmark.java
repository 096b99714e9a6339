package io.connwarden.client.benchmark;

import io.connwarden.embedded.fixture.SharedInfrastructure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Compares the router with bare HikariCP and JDBC in one run. The contenders take turns for several rounds, each in a
 * fresh JVM, so that what else the machine does weighs on all of them alike; the median of the rounds' ratios counts.
 */
public final class OverheadBenchmark {
    private static final int[] THREADS = {1, 16};
    private static final String[] CONTENDERS = {"routed", "routedWithCare"};

    private OverheadBenchmark() {}

    public static void main(String[] arguments) throws RunnerException {
        int rounds = Integer.getInteger("benchmark.rounds", 5);
        String url = SharedInfrastructure.postgres().jdbcUrl("postgres");
        List<String> lines = new ArrayList<>();
        for (int threads : THREADS) {
            Map<String, List<Double>> ratios = new TreeMap<>();
            List<Double> bare = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                Map<String, Double> scores = round(url, threads);
                bare.add(scores.get("bare"));
                for (String contender : CONTENDERS) {
                    ratios.computeIfAbsent(contender, unused -> new ArrayList<>())
                            .add(scores.get(contender) / scores.get("bare"));
                }
            }
            lines.add(String.format("%2d threads, bare HikariCP + JDBC: %.0f reads/s", threads, median(bare)));
            ratios.forEach((contender, all) ->
                    lines.add(String.format("            %-15s %.1f %% of it, rounds %s", contender, 100 * median(all), all)));
        }
        lines.forEach(System.out::println);
    }

    private static Map<String, Double> round(String url, int threads) throws RunnerException {
        Options options = new OptionsBuilder()
                .include(TrivialRead.class.getName())
                .threads(threads)
                .forks(1)
                .warmupIterations(2)
                .warmupTime(TimeValue.seconds(2))
                .measurementIterations(2)
                .measurementTime(TimeValue.milliseconds(1500))
                .jvmArgsAppend("-Dbenchmark.url=" + url)
                .build();
        Map<String, Double> scores = new TreeMap<>();
        for (RunResult result : new Runner(options).run()) {
            String label = result.getPrimaryResult().getLabel();
            scores.put(label, result.getPrimaryResult().getScore());
        }
        return scores;
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElseThrow();
    }
}
