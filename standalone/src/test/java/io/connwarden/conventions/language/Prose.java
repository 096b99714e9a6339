package io.connwarden.conventions.language;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The text of a comment as sentences, without code and markup. */
final class Prose {
    private static final Pattern PREFORMATTED = Pattern.compile("(?s)<pre>.*?</pre>");
    private static final Pattern CODE =
            Pattern.compile("(?s)\\{@\\w+\\s+[^{}]*(?:\\{[^{}]*}[^{}]*)*}|`[^`\\n]*`|<code>.*?</code>");
    private static final Pattern STAR = Pattern.compile("(?m)^[ \\t]*\\*[ \\t]?");
    /** An empty line, an HTML block, a block tag, a list item, or an indented line. */
    private static final Pattern BREAK = Pattern.compile("(?:\\n[ \\t]*){2,}"
            + "|</?(?:p|ul|ol|li|dl|dt|dd|table|tr|td|th|h[1-6])\\b[^>]*>"
            + "|\\n[ \\t]*(?=@\\w)|\\n[ \\t]*[-*+] |\\n[ \\t]*\\d+\\. |\\n {2,}(?=\\S)");

    private static final Pattern SENTENCE_END = Pattern.compile("(?<!\\be\\.g|\\bi\\.e|\\betc)[.!?][)\"']?(?=\\s|$)");
    private static final Pattern WORD = Pattern.compile("\\S*[\\p{L}\\p{N}]\\S*");

    private Prose() {}

    /** Returns the comment without leading stars and examples; {@code X} replaces each piece of code. */
    static String plain(String comment) {
        String text = STAR.matcher(comment).replaceAll("");
        text = PREFORMATTED.matcher(text).replaceAll("\n\n");
        return CODE.matcher(text).replaceAll("X").strip();
    }

    static List<String> sentences(String comment) {
        return BREAK.splitAsStream(plain(comment))
                .flatMap(part -> Arrays.stream(SENTENCE_END.split(part)))
                .map(sentence -> sentence.replaceAll("\\s+", " ").strip())
                .filter(sentence -> !sentence.isEmpty())
                .toList();
    }

    static long countWords(String sentence) {
        return WORD.matcher(sentence).results().count();
    }
}
