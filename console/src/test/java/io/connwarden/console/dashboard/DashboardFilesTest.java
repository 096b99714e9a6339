package io.connwarden.console.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files of the dashboard: what they refer to exists, and nothing in them needs a weaker policy. */
class DashboardFilesTest {
    private static final Path FILES = Path.of("src/main/resources/io/connwarden/console/dashboard");
    private static final Pattern IMPORT = Pattern.compile("(?:from|import) '([^']+)'");
    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"$]+)\"");
    private static final String VENDOR = "vendor.js";

    @Test
    void every_import_of_a_module_exists() {
        for (Path module : files(".js")) {
            for (String target : matches(IMPORT, module)) {
                assertThat(target)
                        .as("import in %s: relative, because no import map exists", module)
                        .startsWith(".");
                Path file = module.resolveSibling(target).normalize();
                if (target.contains("webjars/")) {
                    assertThat(isOnClassPath(target))
                            .as("%s in %s", target, module)
                            .isTrue();
                } else {
                    assertThat(file).as("import in %s", module).exists();
                }
            }
        }
    }

    @Test
    void only_one_module_names_the_libraries() {
        assertThat(files(".js"))
                .filteredOn(module -> read(module).contains("webjars/"))
                .extracting(module -> module.getFileName().toString())
                .containsExactly(VENDOR);
    }

    @Test
    void every_file_of_the_page_exists() {
        Path page = FILES.resolve("index.html");
        Set<String> references = matches(REFERENCE, page);
        assertThat(references).isNotEmpty();
        for (String reference : references) {
            boolean found = reference.startsWith("webjars/")
                    ? isOnClassPath(reference)
                    : Files.exists(FILES.resolve(reference.replaceFirst("^dashboard/", "")));
            assertThat(found).as(reference).isTrue();
        }
    }

    @Test
    void no_file_contains_an_inline_script_or_style() {
        for (Path file :
                Stream.of(files(".html"), files(".js")).flatMap(List::stream).toList()) {
            assertThat(read(file))
                    .as(file.toString())
                    .doesNotContainPattern("\\sstyle=")
                    .doesNotContainPattern("\\son\\w+=\"")
                    .doesNotContainPattern("<script>|<style")
                    .doesNotContainPattern("\\beval\\(|new Function\\(|innerHTML|unsafeHTML");
        }
    }

    private static boolean isOnClassPath(String reference) {
        String resource = "META-INF/resources/" + reference.substring(reference.indexOf("webjars/"));
        return DashboardFilesTest.class.getClassLoader().getResource(resource) != null;
    }

    private static List<Path> files(String ending) {
        try (Stream<Path> all = Files.walk(FILES)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Set<String> matches(Pattern pattern, Path file) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(read(file));
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
