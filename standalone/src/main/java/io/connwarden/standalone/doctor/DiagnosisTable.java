package io.connwarden.standalone.doctor;

import io.connwarden.doctor.Advised;
import io.connwarden.doctor.Diagnosis;
import io.connwarden.doctor.assessment.Check;
import io.connwarden.doctor.assessment.Standing;
import io.connwarden.doctor.assessment.Verdict;
import io.connwarden.doctor.finding.Duty;
import io.connwarden.doctor.finding.Provider;
import io.connwarden.doctor.remedy.Remedy;
import io.connwarden.standalone.terminal.Colour;
import io.connwarden.standalone.terminal.Terminal;
import io.connwarden.standalone.terminal.Visible;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A diagnosis for tired eyes: the verdict first, one line per question, and at the end what to do, ready to be copied. */
final class DiagnosisTable {
    private static final int LONGEST = 500;
    private static final String INDENT = " ".repeat(26);
    private static final int WIDTH = 80;

    private DiagnosisTable() {}

    static List<String> lines(Diagnosis diagnosis, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        lines.add(heading(diagnosis, terminal));
        lines.add("");
        diagnosis.checks().forEach(advised -> lines.addAll(check(advised.check(), terminal)));
        lines.addAll(section("What to do", remedies(diagnosis, true), terminal));
        lines.addAll(section("What would help besides", remedies(diagnosis, false), terminal));
        if (diagnosis.findings().provider() == Provider.PLAIN && anythingToRun(diagnosis)) {
            lines.add("");
            lines.add("On a managed service some of it is done elsewhere: see docs/doctor.md.");
        }
        return lines;
    }

    private static String heading(Diagnosis diagnosis, Terminal terminal) {
        Verdict verdict = diagnosis.verdict();
        Colour colour = switch (verdict) {
            case READY -> Colour.GREEN;
            case LIMITED -> Colour.YELLOW;
            case UNABLE -> Colour.RED;
        };
        String duty = diagnosis.findings().subject().duty() == Duty.WATCH ? ", to watch only" : "";
        return terminal.in(Colour.BOLD, diagnosis.target()) + " as role "
                + shown(diagnosis.findings().subject().role()) + duty + ": "
                + terminal.in(colour, verdict.spoken().toUpperCase(Locale.ROOT));
    }

    private static List<String> check(Check check, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        String mark = terminal.in(colour(check.standing()), "%-5s".formatted(mark(check.standing())));
        List<String> reason = Wrapping.wrapped(shown(check.reason()), WIDTH);
        lines.add("  " + mark + "  %-16s ".formatted(check.name()) + reason.get(0));
        reason.stream().skip(1).forEach(line -> lines.add(INDENT + line));
        for (String detail : check.details()) {
            List<String> parts = Wrapping.wrapped("- " + shown(detail), WIDTH);
            lines.add(terminal.in(Colour.DIM, INDENT + parts.get(0)));
            parts.stream().skip(1).forEach(line -> lines.add(terminal.in(Colour.DIM, INDENT + "  " + line)));
        }
        return lines;
    }

    private static boolean anythingToRun(Diagnosis diagnosis) {
        return diagnosis.verdict() != Verdict.READY
                && diagnosis.checks().stream()
                        .flatMap(advised -> advised.remedies().stream())
                        .anyMatch(remedy -> !remedy.where().isEmpty());
    }

    private static String mark(Standing standing) {
        return switch (standing) {
            case FINE -> "ok";
            case NOTE -> "note";
            case LIMIT -> "LIMIT";
            case OBSTACLE -> "NO";
        };
    }

    private static Colour colour(Standing standing) {
        return switch (standing) {
            case FINE -> Colour.GREEN;
            case NOTE -> Colour.CYAN;
            case LIMIT -> Colour.YELLOW;
            case OBSTACLE -> Colour.RED;
        };
    }

    /** By the place where to apply them, each once. */
    private static Map<String, List<String>> remedies(Diagnosis diagnosis, boolean needed) {
        Map<String, List<String>> places = new LinkedHashMap<>();
        for (Advised advised : diagnosis.checks()) {
            boolean hinders = advised.check().standing().compareTo(Standing.LIMIT) >= 0;
            for (Remedy remedy : hinders == needed ? advised.remedies() : List.<Remedy>of()) {
                List<String> there = places.computeIfAbsent(remedy.where(), where -> new ArrayList<>());
                if (!there.contains(remedy.what())) {
                    there.add(remedy.what());
                }
            }
        }
        return places;
    }

    private static List<String> section(String title, Map<String, List<String>> places, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        if (!places.isEmpty()) {
            lines.add("");
            lines.add(terminal.in(Colour.BOLD, title));
        }
        places.forEach((where, what) -> {
            if (!where.isEmpty()) {
                lines.add("  " + where + ":");
            }
            what.forEach(line -> lines.add((where.isEmpty() ? "  " : "    ") + shown(line)));
        });
        return lines;
    }

    private static String shown(String text) {
        return Visible.text(text, LONGEST);
    }
}
