package io.connwarden.standalone.terminal;

import java.util.ArrayList;
import java.util.List;

/** The rows of a table with aligned columns. Not thread-safe. */
public final class Columns {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] right;

    private Columns(boolean[] right) {
        this.right = right;
    }

    /**
     * Creates columns.
     *
     * @param sides one letter per column: {@code l} for text on the left, {@code r} for numbers on the right
     */
    public static Columns aligned(String sides) {
        boolean[] right = new boolean[sides.length()];
        for (int i = 0; i < right.length; i++) {
            right[i] = sides.charAt(i) == 'r';
        }
        return new Columns(right);
    }

    /** Adds a row with one cell per column. */
    public Columns row(String... cells) {
        if (cells.length != right.length) {
            throw new IllegalArgumentException("a row of " + cells.length + " cells in " + right.length + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    /** Returns the rows as lines without trailing blanks. */
    public List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < right.length; column++) {
            String cell = cells.get(column);
            String padding = " ".repeat(width(column) - length(cell));
            line.append(column == 0 ? "" : GAP).append(right[column] ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
