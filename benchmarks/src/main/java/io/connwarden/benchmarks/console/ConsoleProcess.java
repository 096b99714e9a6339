package io.connwarden.benchmarks.console;

import io.connwarden.console.ConsoleConfiguration;
import io.connwarden.console.ConsoleMemory;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A console alone. It fills the samples of all targets, prints the memory, and answers until its input ends. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        excludeName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
        })
@Import(ConsoleConfiguration.class)
class ConsoleProcess {
    static final String READY = "port ";

    private static final int GC_ROUNDS = 3;
    private static final double MEGABYTE = 1024 * 1024;

    /**
     * Runs the process.
     *
     * @param arguments number of targets, sessions per target, samples per target, then settings of the console
     */
    public static void main(String[] arguments) throws Exception {
        int targets = Integer.parseInt(arguments[0]);
        int sessions = Integer.parseInt(arguments[1]);
        int samples = Integer.parseInt(arguments[2]);
        String[] settings = Arrays.copyOfRange(arguments, 3, arguments.length);
        try (ConfigurableApplicationContext console = new SpringApplicationBuilder(ConsoleProcess.class)
                .properties("spring.config.name=console-benchmark")
                .run(settings)) {
            fill(ConsoleMemory.of(console), targets, sessions, samples);
            print("%s%s", READY, console.getEnvironment().getRequiredProperty("local.server.port"));
            while (System.in.read() >= 0) {
                // The end of the input ends this process.
            }
        }
    }

    private static void fill(ConsoleMemory kept, int targets, int sessions, int samples) {
        long before = usedHeap();
        long start = System.nanoTime();
        Instant first = Instant.now().minusSeconds(samples * 2L);
        for (int round = 0; round < samples; round++) {
            for (int target = 0; target < targets; target++) {
                kept.add(BenchmarkSamples.snapshot(target, sessions, round, first.plusSeconds(round * 2L)));
            }
        }
        double micros = (System.nanoTime() - start) / 1e3 / targets / samples;
        long used = usedHeap() - before;
        print(
                "samples kept of the first and the last target: %d and %d",
                kept.count(BenchmarkSamples.target(0)), kept.count(BenchmarkSamples.target(targets - 1)));
        print(
                "heap after GC: %.1f MB for %d targets of %d sessions, %.1f KB per target; the console counts %.1f MB",
                used / MEGABYTE, targets, sessions, used / 1024.0 / targets, kept.memory() / MEGABYTE);
        print("%.0f us to generate and keep a sample", micros);
    }

    private static long usedHeap() {
        for (int i = 0; i < GC_ROUNDS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
