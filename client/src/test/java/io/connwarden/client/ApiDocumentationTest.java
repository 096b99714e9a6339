package io.connwarden.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks with the compiler's doclint that all public types and methods of the API have full Javadoc. */
class ApiDocumentationTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "io", "connwarden", "client");
    private static final Set<String> INTERNAL = Set.of(
            "async",
            "call",
            "datasource",
            "deadline",
            "healthmanagement",
            "jdbc",
            "lane",
            "metrics",
            "permit",
            "queue",
            "retry",
            "scope",
            "throttle");
    /** A compact constructor has the parameters of its record, which the Javadoc of the record describes. */
    private static final Pattern COMPACT_CONSTRUCTOR = Pattern.compile("\\s*public \\w+ \\{");

    private static List<Diagnostic<? extends JavaFileObject>> diagnostics;

    @BeforeAll
    static void compile(@TempDir Path output) throws IOException {
        diagnostics = diagnostics(output);
    }

    @Test
    void every_public_type_and_method_of_the_api_has_full_javadoc() {
        List<String> gaps = diagnostics.stream()
                .filter(ApiDocumentationTest::isOfTheApi)
                .filter(diagnostic -> !isAtCompactConstructor(diagnostic))
                .filter(diagnostic -> !isReturnOfBuilder(diagnostic))
                .map(diagnostic -> diagnostic.getSource().getName() + ":" + diagnostic.getLineNumber() + " "
                        + diagnostic.getMessage(Locale.ROOT))
                .toList();
        assertThat(gaps).isEmpty();
    }

    @Test
    void the_check_finds_missing_javadoc_in_internal_packages() {
        assertThat(diagnostics)
                .as("internal packages need no full Javadoc")
                .anyMatch(diagnostic -> diagnostic.getSource().getName().contains("/permit/"));
    }

    @Test
    void every_internal_package_is_marked_as_internal() throws IOException {
        for (Path info : files("package-info.java")) {
            String folder = info.getParent().getFileName().toString();
            assertThat(Files.readString(info).contains(" * Internal. "))
                    .as(info.toString())
                    .isEqualTo(INTERNAL.contains(folder));
        }
    }

    private static List<Diagnostic<? extends JavaFileObject>> diagnostics(Path output) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-Xdoclint:all/public",
                    "-Xmaxwarns",
                    "10000",
                    "-d",
                    output.toString(),
                    "-cp",
                    System.getProperty("java.class.path"));
            compiler.getTask(null, manager, found, options, null, manager.getJavaFileObjectsFromPaths(files(".java")))
                    .call();
        }
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getSource() != null)
                .toList();
    }

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> all = Files.walk(SOURCES)) {
            return all.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static boolean isOfTheApi(Diagnostic<? extends JavaFileObject> diagnostic) {
        Path folder = Path.of(diagnostic.getSource().getName()).getParent().getFileName();
        return !INTERNAL.contains(folder.toString());
    }

    /** The setters of a builder return the builder, as its class comment says. */
    private static boolean isReturnOfBuilder(Diagnostic<? extends JavaFileObject> diagnostic) {
        return diagnostic.getSource().getName().endsWith("Builder.java")
                && diagnostic.getMessage(Locale.ROOT).contains("no @return");
    }

    private static boolean isAtCompactConstructor(Diagnostic<? extends JavaFileObject> diagnostic) {
        try {
            String source = diagnostic.getSource().getCharContent(true).toString();
            String line = source.lines()
                    .skip(diagnostic.getLineNumber() - 1)
                    .findFirst()
                    .orElse("");
            return COMPACT_CONSTRUCTOR.matcher(line).matches();
        } catch (IOException e) {
            return false;
        }
    }
}
