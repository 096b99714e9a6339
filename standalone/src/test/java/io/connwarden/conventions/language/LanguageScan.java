package io.connwarden.conventions.language;

import io.connwarden.conventions.language.Fragment.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks files against the language rule: Java, SQL, Markdown, JSON Schemas, the comments of XML, YAML, properties and
 * shell scripts, and comments and texts of JavaScript. Its main method prints the violations below the given folders.
 */
public final class LanguageScan {
    private static final int MAX_COLUMNS = 120;
    private static final Set<String> SKIPPED = Set.of("target", ".git", ".connwarden", "planted");
    private static final Set<String> OTHER_THAN_MAIN = Set.of("test", "jmh", "codegen");
    private static final Pattern COMMENT_LINE = Pattern.compile("\\s*(?:/?\\*|//).*");
    private static final Pattern XML_COMMENT = Pattern.compile("(?s)<!--(.*?)-->");
    private static final Pattern HASH_COMMENT = Pattern.compile("(?m)(?:^|(?<=\\s))#(?!!) ?([^\\n]*)");
    private static final Pattern SCRIPT_DOC = Pattern.compile("(?s)/\\*\\*(.*?)\\*/");
    private static final Pattern SCRIPT_COMMENT = Pattern.compile("(?m)^\\s*// ?([^\\n]*)$");
    private static final Pattern SCRIPT_TEXT = Pattern.compile("(?m)^\\s*'[\\w.]+': '((?:[^'\\\\\\n]|\\\\.)*)'");
    private static final Pattern JSON_STRING = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern MARKDOWN_CODE =
            Pattern.compile("(?ms)^[ \\t]*```.*?^[ \\t]*```|`[^`\\n]*`|<!--.*?-->");
    private static final Pattern HASH_COMMENTED =
            Pattern.compile("(?:.*\\.(?:ya?ml|properties|sh|py)|Dockerfile.*|connwarden|run|repeat|check-commits)");

    private final LanguageRule rule = new LanguageRule(words());

    /** Prints the violations below the given folders. */
    public static void main(String[] folders) {
        LanguageScan scan = new LanguageScan();
        for (String folder : folders) {
            scan.violations(Path.of(folder)).forEach(System.out::println);
        }
    }

    /** Returns the violations in all files below a folder. */
    List<Violation> violations(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> isChecked(root.relativize(file)))
                    .sorted()
                    .flatMap(file -> fileViolations(file).stream()
                            .filter(violation ->
                                    !violation.kind().equals("type-opening") || isMainCode(root.relativize(file))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isChecked(Path file) {
        for (Path part : file) {
            if (SKIPPED.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMainCode(Path file) {
        for (Path part : file) {
            if (OTHER_THAN_MAIN.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }

    private List<Violation> fileViolations(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".java")) {
            String text = read(file);
            List<Violation> violations = new ArrayList<>(longCommentLines(file, text));
            violations.addAll(rule.violations(file, JavaLexer.fragments(text)));
            return violations;
        }
        return rule.violations(file, fragments(file, name));
    }

    private static List<Fragment> fragments(Path file, String name) {
        if (name.endsWith(".sql")) {
            return SqlLexer.fragments(read(file));
        }
        if (name.endsWith(".js")) {
            return scriptFragments(read(file));
        }
        if (name.endsWith(".xml")) {
            return find(XML_COMMENT, Kind.COMMENT, read(file));
        }
        if (name.endsWith(".json")) {
            return find(JSON_STRING, Kind.STRING, read(file));
        }
        if (name.endsWith(".md")) {
            return List.of(new Fragment(Kind.DOCUMENT, 1, withoutCode(read(file))));
        }
        return HASH_COMMENTED.matcher(name).matches() ? find(HASH_COMMENT, Kind.COMMENT, read(file)) : List.of();
    }

    /** Returns the comments of a script, and its texts for users, which begin after a name and a colon. */
    private static List<Fragment> scriptFragments(String text) {
        List<Fragment> fragments = new ArrayList<>(find(SCRIPT_DOC, Kind.JAVADOC, text));
        fragments.addAll(find(SCRIPT_COMMENT, Kind.COMMENT, text));
        fragments.addAll(find(SCRIPT_TEXT, Kind.STRING, text));
        return fragments;
    }

    private static List<Fragment> find(Pattern pattern, Kind kind, String text) {
        List<Fragment> fragments = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            fragments.add(new Fragment(kind, Fragment.lineAt(text, matcher.start(1)), matcher.group(1)));
        }
        return fragments;
    }

    private static List<Violation> longCommentLines(Path file, String text) {
        List<Violation> violations = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.length() > MAX_COLUMNS && COMMENT_LINE.matcher(line).matches()) {
                violations.add(new Violation(file, i + 1, "long-line", line.strip()));
            }
        }
        return violations;
    }

    private static String withoutCode(String markdown) {
        return MARKDOWN_CODE.matcher(markdown).replaceAll(code -> code.group().replaceAll("[^\\n]+", " "));
    }

    private static Properties words() {
        Properties words = new Properties();
        try (InputStream in = Objects.requireNonNull(LanguageScan.class.getResourceAsStream("words.properties"))) {
            words.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
