package io.connwarden.standalone.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The output of a command. Color requires a terminal and no NO_COLOR. Block characters require a UTF-8 locale.
 * Thread-safe: lines are never mixed.
 */
public final class Terminal {
    private static final int MAX_BAR_WIDTH = 200;
    private static final int MIN_COLUMNS = 80;
    private static final int MAX_COLUMNS = 120;
    private static final Pattern COLUMNS = Pattern.compile("[1-9][0-9]{0,3}");

    private final PrintStream out;
    private final boolean colorEnabled;
    private final boolean unicodeEnabled;
    private @Nullable Thread onlyPrinter;

    public Terminal(PrintStream out, boolean colorEnabled, boolean unicodeEnabled) {
        this.out = out;
        this.colorEnabled = colorEnabled;
        this.unicodeEnabled = unicodeEnabled;
    }

    /** Returns the standard output, as the launcher and the environment describe it. */
    public static Terminal standard() {
        boolean unicodeEnabled = isUnicodeEnabled(System.getenv());
        Charset charset = unicodeEnabled ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
        return new Terminal(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset),
                Boolean.getBoolean("launcher.terminal") && isColorEnabled(System.getenv()),
                unicodeEnabled);
    }

    /** Returns the number of columns of the terminal, at least 80 and at most 120; 120 for a file or a pipe. */
    public static int columns() {
        return Boolean.getBoolean("launcher.terminal")
                ? columns(System.getProperty("launcher.columns", System.getenv().getOrDefault("COLUMNS", "")))
                : MAX_COLUMNS;
    }

    static int columns(String reported) {
        return COLUMNS.matcher(reported).matches()
                ? Math.max(MIN_COLUMNS, Math.min(MAX_COLUMNS, Integer.parseInt(reported)))
                : MIN_COLUMNS;
    }

    static boolean isColorEnabled(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    static boolean isUnicodeEnabled(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String locale = environment.getOrDefault(name, "");
            if (!locale.isEmpty()) {
                return locale.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8");
            }
        }
        return false;
    }

    public synchronized void printLine(String text) {
        if (onlyPrinter == null || onlyPrinter.equals(Thread.currentThread())) {
            out.println(text);
        }
    }

    public void printBlankLine() {
        printLine("");
    }

    /** Discards the lines of all other threads from now on. While a command stops, its task may still print. */
    public synchronized void reserveForThisThread() {
        onlyPrinter = Thread.currentThread();
    }

    /** Returns the text in a color, or unchanged if colors are disabled. */
    public String colorize(Color color, String text) {
        return colorEnabled ? color.around(text) : text;
    }

    /** Returns a bar of {@code width} characters, filled by {@code percentage}. More than 100 % is full. */
    public String bar(double percentage, int width) {
        int cells = Math.min(width, MAX_BAR_WIDTH);
        int full = (int) Math.round(Math.max(0, Math.min(100, percentage)) / 100 * cells);
        return (unicodeEnabled ? "█" : "#").repeat(full) + (unicodeEnabled ? "░" : ".").repeat(cells - full);
    }
}
