package io.connwarden.standalone.doctor;

import io.connwarden.doctor.Diagnosis;
import io.connwarden.doctor.FindingWithRemedies;
import io.connwarden.doctor.check.Finding;
import io.connwarden.doctor.check.Readiness;
import io.connwarden.doctor.check.Severity;
import io.connwarden.doctor.reading.IntendedUse;
import io.connwarden.doctor.reading.Provider;
import io.connwarden.doctor.remedy.Remedy;
import io.connwarden.standalone.terminal.Color;
import io.connwarden.standalone.terminal.LineWrapper;
import io.connwarden.standalone.terminal.PrintableText;
import io.connwarden.standalone.terminal.Terminal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table of a diagnosis: the readiness, one line per check, and the remedies, ready to be copied. */
final class DiagnosisTable {
    private static final int MAX_TEXT_LENGTH = 500;
    private static final String INDENT = " ".repeat(26);
    private static final int WIDTH = 80;

    private DiagnosisTable() {}

    static List<String> lines(Diagnosis diagnosis, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        lines.add(heading(diagnosis, terminal));
        lines.add("");
        diagnosis.findings().forEach(advised -> lines.addAll(check(advised.finding(), terminal)));
        lines.addAll(section("Required actions", remedies(diagnosis, true), terminal));
        lines.addAll(section("Recommended actions", remedies(diagnosis, false), terminal));
        if (diagnosis.readings().provider() == Provider.PLAIN && hasRemediesToRun(diagnosis)) {
            lines.add("");
            lines.add("On a managed service some actions differ: see docs/doctor.md.");
        }
        return lines;
    }

    private static String heading(Diagnosis diagnosis, Terminal terminal) {
        Readiness readiness = diagnosis.readiness();
        Color color = switch (readiness) {
            case READY -> Color.GREEN;
            case LIMITED -> Color.YELLOW;
            case NOT_READY -> Color.RED;
        };
        String scope = diagnosis.readings().target().intendedUse() == IntendedUse.MONITOR ? ", monitoring only" : "";
        return terminal.colorize(Color.BOLD, diagnosis.target()) + " as role "
                + printable(diagnosis.readings().target().role()) + scope + ": "
                + terminal.colorize(color, readiness.label().toUpperCase(Locale.ROOT));
    }

    private static List<String> check(Finding check, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        String mark = terminal.colorize(color(check.severity()), "%-5s".formatted(mark(check.severity())));
        List<String> reason = LineWrapper.wrap(printable(check.reason()), WIDTH);
        lines.add("  " + mark + "  %-16s ".formatted(check.name()) + reason.get(0));
        reason.stream().skip(1).forEach(line -> lines.add(INDENT + line));
        for (String detail : check.details()) {
            List<String> parts = LineWrapper.wrap("- " + printable(detail), WIDTH);
            lines.add(terminal.colorize(Color.DIM, INDENT + parts.get(0)));
            parts.stream().skip(1).forEach(line -> lines.add(terminal.colorize(Color.DIM, INDENT + "  " + line)));
        }
        return lines;
    }

    private static boolean hasRemediesToRun(Diagnosis diagnosis) {
        return diagnosis.readiness() != Readiness.READY
                && diagnosis.findings().stream()
                        .flatMap(advised -> advised.remedies().stream())
                        .anyMatch(remedy -> !remedy.context().isEmpty());
    }

    private static String mark(Severity severity) {
        return switch (severity) {
            case OK -> "ok";
            case INFO -> "info";
            case WARNING -> "WARN";
            case ERROR -> "ERROR";
        };
    }

    private static Color color(Severity severity) {
        return switch (severity) {
            case OK -> Color.GREEN;
            case INFO -> Color.CYAN;
            case WARNING -> Color.YELLOW;
            case ERROR -> Color.RED;
        };
    }

    /** Returns the remedies by the place where they are applied, without duplicates. */
    private static Map<String, List<String>> remedies(Diagnosis diagnosis, boolean needed) {
        Map<String, List<String>> places = new LinkedHashMap<>();
        for (FindingWithRemedies advised : diagnosis.findings()) {
            boolean isNeeded = advised.finding().severity().compareTo(Severity.WARNING) >= 0;
            for (Remedy remedy : isNeeded == needed ? advised.remedies() : List.<Remedy>of()) {
                List<String> actions = places.computeIfAbsent(remedy.context(), where -> new ArrayList<>());
                if (!actions.contains(remedy.action())) {
                    actions.add(remedy.action());
                }
            }
        }
        return places;
    }

    private static List<String> section(String title, Map<String, List<String>> places, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        if (!places.isEmpty()) {
            lines.add("");
            lines.add(terminal.colorize(Color.BOLD, title));
        }
        places.forEach((where, what) -> {
            if (!where.isEmpty()) {
                lines.add("  " + where + ":");
            }
            what.forEach(line -> lines.add((where.isEmpty() ? "  " : "    ") + printable(line)));
        });
        return lines;
    }

    private static String printable(String text) {
        return PrintableText.of(text, MAX_TEXT_LENGTH);
    }
}
