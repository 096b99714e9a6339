package io.connwarden.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every launcher ends its process when memory is exhausted: a process without one of its threads must not go on. */
class LaunchersTest {
    private static final String OPTION = "-XX:+ExitOnOutOfMemoryError";
    /** From {@code java} to {@code -jar} within one command, which a backslash continues on the next line. */
    private static final Pattern COMMAND = Pattern.compile("\\bjava\"?,?(?:[^`\\n\\\\]|\\\\\\n)*?-jar\\b");
    /** The commands that build an image and start no service. */
    private static final Pattern BUILD = Pattern.compile("-Djarmode|-Dspring\\.context\\.exit");

    private static final Pattern CODE = Pattern.compile("\"-(?:jar|cp|classpath)\"");

    @Test
    void every_documented_command_and_the_image_end_when_memory_is_exhausted() {
        List<String> commands = Stream.concat(
                        Stream.of("README.md", "Dockerfile", "docker-compose.yml", "CONTRIBUTING.md")
                                .map(ProjectFiles.root()::resolve),
                        documents().stream())
                .flatMap(file -> commands(ProjectFiles.text(file)).stream())
                .toList();

        assertThat(commands)
                .hasSizeGreaterThan(3)
                .allSatisfy(command -> assertThat(command).contains(OPTION));
    }

    @Test
    void the_script_and_the_code_that_start_java_end_it_when_memory_is_exhausted() {
        List<Path> launchers = Stream.concat(
                        Stream.of(ProjectFiles.root().resolve("connwarden")),
                        ProjectFiles.MODULES.stream()
                                .flatMap(module -> ProjectFiles.mainSources(module).stream())
                                .filter(file ->
                                        CODE.matcher(ProjectFiles.text(file)).find()))
                .toList();

        assertThat(launchers)
                .hasSizeGreaterThan(1)
                .allSatisfy(file -> assertThat(ProjectFiles.text(file)).contains(OPTION));
    }

    @Test
    void a_planted_command_without_the_option_is_found() {
        assertThat(commands(
                        "Run `java -jar a.jar`, or\n```\nX=1 java \\\n  -Xmx1g -jar b.jar\n```\nThis is java.\n-jar"))
                .containsExactly("java -jar", "java \\\n  -Xmx1g -jar");
    }

    private static List<Path> documents() {
        return ProjectFiles.files(ProjectFiles.root().resolve("docs"), ".md").stream()
                .filter(file -> !file.toString().contains("decisions"))
                .toList();
    }

    private static List<String> commands(String text) {
        return COMMAND.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(command -> !BUILD.matcher(command).find())
                .toList();
    }
}
