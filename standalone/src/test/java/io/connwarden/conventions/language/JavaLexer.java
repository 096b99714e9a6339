package io.connwarden.conventions.language;

import io.connwarden.conventions.language.Fragment.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A lexer for Java that finds comments, string literals, text blocks and identifiers. Not thread-safe. */
final class JavaLexer {
    private static final String LITERAL = "\"(?:[^\"\\\\]|\\\\.)*+\"";
    private static final String ARGUMENTS =
            "\\((?:[^()\"]++|" + LITERAL + "|\\((?:[^()\"]++|" + LITERAL + ")*+\\))*+\\)";
    private static final Pattern TYPE_DECLARATION =
            Pattern.compile("\\s*(?:(?:@(?!interface\\b)[\\w.]+(?:\\s*" + ARGUMENTS
                    + ")?|public|protected|private|static|final|abstract|sealed|non-sealed)\\s+)*+"
                    + "(?:class|@?interface|enum|record)\\s+\\w");

    private final String source;
    private final List<Fragment> fragments = new ArrayList<>();
    private int position;
    private int line = 1;

    private JavaLexer(String source) {
        this.source = source;
    }

    static List<Fragment> fragments(String source) {
        JavaLexer lexer = new JavaLexer(source);
        while (lexer.position < source.length()) {
            lexer.next();
        }
        return List.copyOf(lexer.fragments);
    }

    private void next() {
        char c = source.charAt(position);
        if (source.startsWith("/**", position) && !source.startsWith("/**/", position)) {
            int end = end("*/", 3);
            take(isBeforeType(end) ? Kind.TYPE_JAVADOC : Kind.JAVADOC, 3, end, 2);
        } else if (source.startsWith("/*", position)) {
            take(Kind.COMMENT, 2, end("*/", 2), 2);
        } else if (source.startsWith("//", position)) {
            take(Kind.COMMENT, source.startsWith("// ", position) ? 3 : 2, lineEnd(), 0);
        } else if (source.startsWith("\"\"\"", position)) {
            take(Kind.STRING, 3, unescaped("\"\"\"", 3), 3);
        } else if (c == '"') {
            take(Kind.STRING, 1, unescaped("\"", 1), 1);
        } else if (c == '\'') {
            advance(unescaped("'", 1) + 1);
        } else if (Character.isJavaIdentifierStart(c)) {
            take(Kind.IDENTIFIER, 0, identifierEnd(), 0);
        } else {
            advance(position + 1);
        }
    }

    private void take(Kind kind, int opening, int end, int closing) {
        fragments.add(new Fragment(kind, line, source.substring(position + opening, end)));
        advance(Math.min(source.length(), end + closing));
    }

    private void advance(int to) {
        for (; position < to; position++) {
            if (source.charAt(position) == '\n') {
                line++;
            }
        }
    }

    private int end(String mark, int opening) {
        int found = source.indexOf(mark, position + opening);
        return found < 0 ? source.length() : found;
    }

    private boolean isBeforeType(int commentEnd) {
        int start = Math.min(source.length(), commentEnd + 2);
        return TYPE_DECLARATION.matcher(source).region(start, source.length()).lookingAt();
    }

    private int lineEnd() {
        int found = source.indexOf('\n', position);
        return found < 0 ? source.length() : found;
    }

    private int unescaped(String mark, int opening) {
        int at = position + opening;
        while (at < source.length() && !source.startsWith(mark, at)) {
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, source.length());
    }

    private int identifierEnd() {
        int at = position;
        while (at < source.length() && Character.isJavaIdentifierPart(source.charAt(at))) {
            at++;
        }
        return at;
    }
}
