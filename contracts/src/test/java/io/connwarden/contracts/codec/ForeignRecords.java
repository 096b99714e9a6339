package io.connwarden.contracts.codec;

import java.util.Random;
import java.util.function.Supplier;

/** Random events of other producers: unusual but often valid times, sizes, numbers, nesting and characters. */
final class ForeignRecords {
    private static final int[] YEARS = {0, 1, 1969, 1970, 2026, 2038, 9999};
    private static final int[] CHARACTERS =
            "aZ09 \u00e4\u00df\u6f22\ud83d\ude00\u2028\u202e\u200d\u0301\u007f\ufeff\uffff/'"
                    .codePoints()
                    .toArray();

    private final Random random;

    ForeignRecords(Random random) {
        this.random = random;
    }

    String command() {
        return switch (random.nextInt(3)) {
            case 0 -> event("command", cleanup());
            case 1 -> event("command", terminate());
            default -> event("command", "{\"action\":\"AUTO\"," + common() + "}");
        };
    }

    private String cleanup() {
        return "{\"action\":\"CLEANUP\",\"idleThresholdMinutes\":" + number() + ",\"maxTerminations\":"
                + (random.nextInt(3) == 0 ? "1e2" : 1 + random.nextInt(1_000)) + "," + common() + "}";
    }

    private String terminate() {
        int sessions = random.nextInt(5) == 0 ? 1_000 : 1 + random.nextInt(3);
        return "{\"action\":\"TERMINATE\",\"sessions\":["
                + list(
                        sessions,
                        () -> "{\"pid\":" + (1 + random.nextInt(9)) + ",\"backendStart\":\"" + commonTime() + "\"}")
                + "]," + common() + "}";
    }

    private String common() {
        return "\"target\":\"orders-db\",\"requestedBy\":" + text(1_100) + ",\"reason\":" + text(1_100)
                + (random.nextBoolean() ? "" : ",\"expiresAt\":\"" + time() + "\"") + unknownField();
    }

    String health() {
        return event(
                "health",
                "{\"target\":\"orders-db\",\"status\":\"UNREACHABLE\",\"reason\":" + text(20_000)
                        + ",\"recommendations\":[" + list(random.nextInt(50), () -> text(100)) + "]"
                        + ",\"topApplications\":["
                        + list(
                                random.nextInt(50),
                                () -> "{\"application\":" + text(64)
                                        + ",\"total\":1,\"idle\":0,\"idleInTransaction\":0,\"zombie\":2147483647}")
                        + "],\"lastCheck\":\"" + time() + "\"" + counts() + unknownField() + "}");
    }

    private String counts() {
        return random.nextBoolean()
                ? ""
                : ",\"totalConnections\":1,\"activeConnections\":0,\"idleConnections\":1,"
                        + "\"idleInTransactionConnections\":0,\"zombieConnections\":0,\"longIdleConnections\":0,"
                        + "\"longRunningConnections\":0,\"stuckTransactions\":0,\"waitingOnLockConnections\":0,"
                        + "\"utilizationPercentage\":" + number() + ",\"slotUtilizationPercentage\":" + number()
                        + ",\"maxConnections\":1,\"usableConnections\":1,\"visibilityPercentage\":1e-300,"
                        + "\"oldestTransactionSeconds\":" + number();
    }

    private String event(String type, String data) {
        return RawRecords.event(data).replace("command.v1", type + ".v1").replace("2026-03-01T03:00:00Z", commonTime());
    }

    /** Returns a number, often with an extreme exponent. */
    private String number() {
        return switch (random.nextInt(5)) {
            case 0 -> "4.9e-324";
            case 1 -> (1 + random.nextInt(9)) + "." + random.nextInt(Integer.MAX_VALUE) + "e-" + random.nextInt(320);
            case 2 -> Double.toString(random.nextDouble() * 525_600);
            case 3 -> "0.1" + "0".repeat(random.nextInt(90));
            default -> Integer.toString(1 + random.nextInt(100));
        };
    }

    /** Returns a quoted text. A tenth of the texts contain a character that cannot be stored. */
    private String text(int maxLength) {
        StringBuilder text = new StringBuilder("\"w");
        for (int i = random.nextInt(random.nextInt(4) == 0 ? maxLength : 20); i > 0; i--) {
            text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        if (random.nextInt(50) == 0) {
            text.append(random.nextBoolean() ? "\\u0000" : "\\ud800");
        }
        return text.append(random.nextBoolean() ? "\\n\\t\\\"\"" : "\"").toString();
    }

    /** Returns a field that readers ignore, with nesting around the limit. */
    private String unknownField() {
        int depth = random.nextInt(3) == 0 ? random.nextInt(80) : 1;
        return ",\"further\":" + "[".repeat(depth) + number() + "]".repeat(depth);
    }

    /** Returns a time that is always accepted. */
    private String commonTime() {
        return time(2026, 0);
    }

    private String time() {
        return time(YEARS[random.nextInt(YEARS.length)], random.nextInt(2 * 18 * 60 + 1) - 18 * 60);
    }

    private String time(int year, int offset) {
        return "%04d-%sT%02d:%02d:%02d%s%s%02d:%02d"
                .formatted(
                        year,
                        random.nextBoolean() ? "01-01" : "12-31",
                        random.nextInt(24),
                        random.nextInt(60),
                        random.nextInt(60),
                        random.nextBoolean() ? "" : "." + (1 + random.nextInt(999_999_999)),
                        offset < 0 ? "-" : "+",
                        Math.abs(offset) / 60,
                        Math.abs(offset) % 60);
    }

    private static String list(int count, Supplier<String> item) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < count; i++) {
            list.append(i == 0 ? "" : ",").append(item.get());
        }
        return list.toString();
    }
}
