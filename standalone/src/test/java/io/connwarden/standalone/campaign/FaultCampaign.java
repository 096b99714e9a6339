package io.connwarden.standalone.campaign;

import io.connwarden.standalone.campaign.CampaignRound.Report;
import io.connwarden.standalone.campaign.FaultPlan.FaultPoint;
import io.connwarden.standalone.campaign.Verdict.Kind;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * Runs rounds of seeded faults until the requested number of fault points is reached, and prints the seed and the
 * counts of each. Exits with 1 if a round has not passed. The profile {@code campaign} runs it.
 */
public final class FaultCampaign {
    private static final Path DIRECTORY = Path.of("target", "campaign").toAbsolutePath();

    private final PrintStream out;
    private final int maxFaultSeconds;

    FaultCampaign(PrintStream out, int maxFaultSeconds) {
        this.out = out;
        this.maxFaultSeconds = maxFaultSeconds;
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        long seed = Long.getLong("campaign.seed", ThreadLocalRandom.current().nextLong(1_000_000_000));
        FaultCampaign campaign = new FaultCampaign(out, Integer.getInteger("campaign.max-seconds", 60));
        List<Report> reports = campaign.run(
                seed, Integer.getInteger("campaign.points", 1000), Integer.getInteger("campaign.round-points", 50));
        System.exit(reports.stream().allMatch(Report::passed) ? 0 : 1);
    }

    /**
     * Runs rounds with the seeds from {@code seed} on.
     *
     * @param points the total number of fault points
     * @param pointsPerRound the number of fault points of a round
     */
    List<Report> run(long seed, int points, int pointsPerRound) throws Exception {
        print(
                "Campaign of %d fault points from seed %d; pids are %s",
                points, seed, IsolatedPostgres.hasNamespaces() ? "300 to " + CampaignTarget.MAX_PID : "not limited");
        Instant start = Instant.now();
        List<Report> reports = new ArrayList<>();
        int left = points;
        for (long roundSeed = seed; left > 0; roundSeed++) {
            FaultPlan plan = FaultPlan.draw(roundSeed, Math.min(left, pointsPerRound), maxFaultSeconds);
            left -= plan.points().size();
            reports.add(runRound(plan));
        }
        printTotals(reports, Duration.between(start, Instant.now()));
        return reports;
    }

    private Report runRound(FaultPlan plan) throws Exception {
        Path directory = DIRECTORY.resolve("round-" + plan.seed());
        try {
            Report report = new CampaignRound(plan, directory).run();
            print("seed %d: %s", plan.seed(), counts(List.of(report)));
            report.findings().forEach(finding -> print("  VIOLATION %s: %s", finding.kind(), finding.text()));
            if (!report.passed()) {
                print("  The round has not passed. Run it again: %s. Its logs: %s", replay(plan), directory);
            }
            return report;
        } catch (Exception e) {
            print("seed %d: the round failed. Run it again: %s. Its logs: %s", plan.seed(), replay(plan), directory);
            throw e;
        }
    }

    private String replay(FaultPlan plan) {
        int points = plan.points().size();
        return ("mvn -Pcampaign -pl standalone -am verify -DskipTests -Dcampaign.seed=%d -Dcampaign.points=%d"
                        + " -Dcampaign.round-points=%d -Dcampaign.max-seconds=%d")
                .formatted(plan.seed(), points, points, maxFaultSeconds);
    }

    private void printTotals(List<Report> reports, Duration time) {
        print("Total of %d rounds in %d s: %s", reports.size(), time.toSeconds(), counts(reports));
        print(
                "Fault points: %s",
                reports.stream()
                        .flatMap(report -> report.plan().points().stream())
                        .collect(Collectors.groupingBy(FaultCampaign::name, TreeMap::new, Collectors.counting())));
    }

    private static String name(FaultPoint point) {
        return point.fault() + " " + point.subject();
    }

    private static String counts(List<Report> reports) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%d points, %d commands, %d results, %d sessions, %d on recycled pids, %d ended by a signal,"
                        + " %d exits without a fault",
                reports.stream()
                        .mapToInt(report -> report.plan().points().size())
                        .sum(),
                reports.stream().mapToInt(Report::commands).sum(),
                reports.stream().mapToInt(Report::results).sum(),
                reports.stream().mapToInt(Report::sessions).sum(),
                reports.stream().mapToInt(Report::recycledPids).sum(),
                reports.stream().mapToInt(Report::endings).sum(),
                reports.stream().mapToInt(Report::unexpectedExits).sum()));
        for (Kind kind : Kind.values()) {
            line.append(", ")
                    .append(kind.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .append(' ')
                    .append(reports.stream()
                            .mapToLong(report -> report.count(kind))
                            .sum());
        }
        return line.toString();
    }

    private void print(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
