package io.connwarden.conventions.language;

import io.connwarden.conventions.language.Fragment.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of the language rule in CONTRIBUTING.md that a program can check. */
final class LanguageRule {
    private static final int MAX_WORDS = 30;
    private static final int CONTEXT = 40;
    private static final Pattern NOUN_OPENING = Pattern.compile("^(?:An?|The)\\s");

    private final Pattern opening;
    private final Pattern person;
    private final Pattern personInDocument;
    private final Pattern superlative;
    private final Pattern testName;
    private final Pattern british;

    /** Takes the words of each kind as alternatives of a regular expression. */
    LanguageRule(Properties words) {
        opening = Pattern.compile("^(?:" + words.getProperty("openings") + ")\\b", Pattern.CASE_INSENSITIVE);
        person = words(words.getProperty("persons"));
        personInDocument = words(words.getProperty("persons-in-documents"));
        superlative = Pattern.compile("(?:" + words.getProperty("superlatives") + ")(?:_[A-Z0-9_]+)?");
        testName = Pattern.compile(words.getProperty("test-names"));
        british = Pattern.compile(words.getProperty("british"), Pattern.CASE_INSENSITIVE);
    }

    /** A part of a dotted name, such as a key of Kafka, is no word. */
    private static Pattern words(String alternatives) {
        return Pattern.compile("(?<![\\w.-])(?:" + alternatives + ")(?!\\.?\\w)", Pattern.CASE_INSENSITIVE);
    }

    List<Violation> violations(Path file, List<Fragment> fragments) {
        List<Violation> violations = new ArrayList<>();
        for (Fragment fragment : joinLineComments(fragments)) {
            checkSpelling(file, fragment, violations);
            switch (fragment.kind()) {
                case IDENTIFIER -> checkIdentifier(file, fragment, violations);
                case STRING, DOCUMENT -> checkPersons(file, fragment, fragment.text(), violations);
                case COMMENT, JAVADOC, TYPE_JAVADOC -> checkComment(file, fragment, violations);
            }
        }
        return violations;
    }

    private void checkSpelling(Path file, Fragment fragment, List<Violation> violations) {
        Matcher matcher = british.matcher(fragment.text());
        while (matcher.find()) {
            int line = fragment.line() - 1 + Fragment.lineAt(fragment.text(), matcher.start());
            violations.add(new Violation(
                    file, line, "british-spelling", context(fragment.text(), matcher.start(), matcher.end())));
        }
    }

    private void checkIdentifier(Path file, Fragment identifier, List<Violation> violations) {
        String name = identifier.text();
        if (superlative.matcher(name).matches()) {
            violations.add(new Violation(file, identifier.line(), "constant", name));
        } else if (testName.matcher(name).matches()) {
            violations.add(new Violation(file, identifier.line(), "test-name", name));
        }
    }

    private void checkComment(Path file, Fragment comment, List<Violation> violations) {
        String plain = Prose.plain(comment.text());
        checkOpening(file, comment, plain, violations);
        checkPersons(file, comment, plain, violations);
        for (String sentence : Prose.sentences(comment.text())) {
            long words = Prose.countWords(sentence);
            if (words > MAX_WORDS) {
                violations.add(new Violation(file, comment.line(), "long-sentence", words + " words: " + sentence));
            }
        }
    }

    private void checkOpening(Path file, Fragment comment, String plain, List<Violation> violations) {
        String firstLine = plain.lines().findFirst().orElse("");
        if (comment.kind() != Kind.COMMENT && opening.matcher(plain).find()) {
            violations.add(new Violation(file, comment.line(), "javadoc-opening", firstLine));
        } else if (comment.kind() == Kind.TYPE_JAVADOC
                && !NOUN_OPENING.matcher(plain).find()) {
            violations.add(new Violation(file, comment.line(), "type-opening", firstLine));
        }
    }

    private void checkPersons(Path file, Fragment fragment, String plain, List<Violation> violations) {
        Matcher matcher = (fragment.kind() == Kind.DOCUMENT ? personInDocument : person).matcher(plain);
        int searched = 0;
        while (matcher.find()) {
            int found = fragment.text().indexOf(matcher.group(), searched);
            searched = found < 0 ? searched : found + 1;
            int line = fragment.line() - 1 + Fragment.lineAt(fragment.text(), searched);
            violations.add(new Violation(file, line, "person", context(plain, matcher.start(), matcher.end())));
        }
    }

    /** Line comments on adjacent lines are one text. */
    private static List<Fragment> joinLineComments(List<Fragment> fragments) {
        List<Fragment> joined = new ArrayList<>();
        for (Fragment fragment : fragments) {
            Fragment last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null
                    && last.kind() == Kind.COMMENT
                    && fragment.kind() == Kind.COMMENT
                    && fragment.line() == last.lastLine() + 1) {
                joined.set(joined.size() - 1, last.followedBy(fragment));
            } else {
                joined.add(fragment);
            }
        }
        return joined;
    }

    private static String context(String text, int start, int end) {
        return text.substring(Math.max(0, start - CONTEXT), Math.min(text.length(), end + CONTEXT))
                .replaceAll("\\s+", " ")
                .strip();
    }
}
