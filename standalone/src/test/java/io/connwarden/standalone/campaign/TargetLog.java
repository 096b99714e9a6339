package io.connwarden.standalone.campaign;

import io.connwarden.standalone.campaign.RoundFacts.Ending;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The log of the target: the only witness of a signal that Connwarden does not write. */
final class TargetLog {
    /** The prefix of each line: time, pid, start of the backend with its pid, application. */
    static final String LINE_PREFIX = "%m|%p|%c|%a|";

    private static final Pattern ENDING =
            Pattern.compile("^(\\S+ \\S+) UTC\\|(\\d+)\\|([0-9a-f]+)\\.[0-9a-f]+\\|([^|]*)\\|"
                    + "(FATAL:  terminating connection due to administrator command"
                    + "|ERROR:  canceling statement due to user request)$");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    private TargetLog() {}

    /** Returns the signals that the log reports, in their order. */
    static List<Ending> endings(Path log) throws IOException {
        return endings(Files.readAllBytes(log));
    }

    static List<Ending> endings(byte[] log) {
        return new String(log, StandardCharsets.UTF_8)
                .lines()
                .map(ENDING::matcher)
                .filter(Matcher::matches)
                .map(TargetLog::ending)
                .toList();
    }

    private static Ending ending(MatchResult line) {
        return new Ending(
                LocalDateTime.parse(line.group(1), TIME).toInstant(ZoneOffset.UTC),
                Integer.parseInt(line.group(2)),
                Instant.ofEpochSecond(Long.parseLong(line.group(3), 16)),
                line.group(4),
                line.group(5).startsWith("FATAL"));
    }
}
