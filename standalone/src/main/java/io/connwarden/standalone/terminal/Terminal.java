package io.connwarden.standalone.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Where lines are written. Colour only where a person reads and has not asked for none (NO_COLOR); drawn bars only
 * where the locale can show them. Thread-safe: one line is written at once.
 */
public final class Terminal {
    private static final int MAX_BAR_WIDTH = 200;

    private final PrintStream out;
    private final boolean colourEnabled;
    private final boolean unicodeEnabled;

    public Terminal(PrintStream out, boolean colourEnabled, boolean unicodeEnabled) {
        this.out = out;
        this.colourEnabled = colourEnabled;
        this.unicodeEnabled = unicodeEnabled;
    }

    /** Standard output, as the launcher and the environment describe it. */
    public static Terminal standard() {
        boolean unicodeEnabled = isUnicodeEnabled(System.getenv());
        Charset charset = unicodeEnabled ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
        return new Terminal(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset),
                Boolean.getBoolean("launcher.terminal") && isColourEnabled(System.getenv()),
                unicodeEnabled);
    }

    static boolean isColourEnabled(Map<String, String> environment) {
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

    public void printLine(String text) {
        out.println(text);
    }

    public void printBlankLine() {
        out.println();
    }

    /** The text in a colour where colours are shown, else as it is. */
    public String colourize(Colour colour, String text) {
        return colourEnabled ? colour.around(text) : text;
    }

    /** A bar of {@code width} characters, filled by {@code percentage} of 100; more than 100 is full. */
    public String bar(double percentage, int width) {
        int cells = Math.min(width, MAX_BAR_WIDTH);
        int full = (int) Math.round(Math.max(0, Math.min(100, percentage)) / 100 * cells);
        return (unicodeEnabled ? "█" : "#").repeat(full) + (unicodeEnabled ? "░" : ".").repeat(cells - full);
    }
}
