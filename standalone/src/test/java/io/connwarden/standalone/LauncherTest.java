package io.connwarden.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a copy of the checkout, with a fake java and mvn that print their arguments. */
class LauncherTest {
    private static final Path LAUNCHER = Path.of(System.getProperty("basedir", "."), "..", "connwarden");

    @TempDir
    private Path root;

    private Path home;
    private Path bin;

    @BeforeEach
    void createCheckout() throws IOException {
        home = Files.createDirectories(root.resolve("a checkout"));
        bin = Files.createDirectories(root.resolve("bin"));
        Files.copy(LAUNCHER, home.resolve("connwarden"));
        Files.createDirectories(home.resolve("sql/src/main"));
        Files.createDirectories(home.resolve("standalone/src/main"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.writeString(home.resolve("sql/src/main/Counts.java"), "");
        for (String tool : List.of("sh", "sed", "dirname", "find", "head", "cat", "mkdir", "mv", "grep", "readlink")) {
            writeProgram(tool, "exec " + findTool(tool) + " \"$@\"");
        }
        writeFakeJava("17.0.15");
        writeFakeMaven(
                "echo '[INFO] Building Connwarden 0.1.0-SNAPSHOT   [1/3]'; echo '[INFO] Building Connwarden SQL 0.1.0 [2/3]';"
                        + " mkdir -p standalone/target/connwarden; echo called >>calls");
    }

    @Test
    void the_first_start_builds_and_the_second_does_not() throws Exception {
        LauncherResult first = run(home.resolve("connwarden"), "sample", "--url", "a b");
        assertThat(first.text()).contains("[2/3] SQL").contains("ran -XX").contains("<sample> <--url> <a b>");
        assertThat(first.code()).isZero();
        LauncherResult second = run(home.resolve("connwarden"), "demo");
        assertThat(second.text()).doesNotContain("Building").contains("<demo>");
        assertThat(countMavenCalls()).isEqualTo(1);
    }

    @Test
    void a_changed_source_is_rebuilt_and_a_changed_test_is_not() throws Exception {
        run(home.resolve("connwarden"), "demo");
        Files.createDirectories(home.resolve("sql/src/test"));
        touchInFuture(Files.writeString(home.resolve("sql/src/test/CountsTest.java"), ""));
        run(home.resolve("connwarden"), "demo");
        assertThat(countMavenCalls()).isEqualTo(1);
        touchInFuture(home.resolve("sql/src/main/Counts.java"));
        run(home.resolve("connwarden"), "demo");
        assertThat(countMavenCalls()).isEqualTo(2);
    }

    @Test
    void the_launcher_finds_its_checkout_through_symbolic_links() throws Exception {
        Path chain = Files.createSymbolicLink(root.resolve("cw2"), Path.of("a checkout/connwarden"));
        Path link = Files.createSymbolicLink(root.resolve("cw"), chain);
        LauncherResult answer = run(link, "demo");
        assertThat(answer.text()).contains("-Dlauncher.home=" + home.toRealPath());
    }

    @Test
    void a_failed_build_prints_the_errors_and_the_path_of_the_log() throws Exception {
        writeFakeMaven("echo '[INFO] fine'; echo '[ERROR] Counts.java:[3,1] cannot find symbol'; exit 1");
        LauncherResult answer = run(home.resolve("connwarden"), "demo");
        assertThat(answer.code()).isEqualTo(70);
        assertThat(answer.text())
                .contains("cannot find symbol")
                .contains("build.log")
                .doesNotContain("fine")
                .doesNotContain("ran");
        assertThat(home.resolve("standalone/target/build.log")).content().contains("fine");
        writeFakeMaven("mkdir -p standalone/target/connwarden");
        assertThat(run(home.resolve("connwarden"), "demo").code()).isZero();
    }

    @Test
    void a_missing_or_outdated_tool_is_reported() throws Exception {
        writeFakeJava("11.0.2");
        assertThat(run(home.resolve("connwarden"), "demo").text())
                .contains("version 11")
                .contains("JDK 17");
        writeFakeJava("1.8.0_392");
        assertThat(run(home.resolve("connwarden"), "demo").text()).contains("JDK 17");
        Files.delete(bin.resolve("java"));
        assertThat(run(home.resolve("connwarden"), "demo").text()).contains("no java on the PATH");
        writeFakeJava("25.0.3");
        Files.delete(bin.resolve("mvn"));
        LauncherResult answer = run(home.resolve("connwarden"), "demo");
        assertThat(answer.text()).contains("no mvn on the PATH");
        assertThat(answer.code()).isEqualTo(70);
    }

    private void writeFakeJava(String version) throws IOException {
        writeProgram(
                "java",
                "if [ \"$1\" = -version ]; then echo 'openjdk version \"" + version + "\" 2025-04-15'; exit 0; fi\n"
                        + "echo ran \"$@\"; for each in \"$@\"; do printf ' <%s>' \"$each\"; done; echo");
    }

    private void writeFakeMaven(String body) throws IOException {
        writeProgram("mvn", body);
    }

    private void writeProgram(String name, String body) throws IOException {
        Path program = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path findTool(String name) {
        return List.of("/bin", "/usr/bin").stream()
                .map(folder -> Path.of(folder, name))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private static void touchInFuture(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
    }

    private long countMavenCalls() throws IOException {
        return Files.readAllLines(home.resolve("calls")).size();
    }

    private LauncherResult run(Path launcher, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new LauncherResult(process.exitValue(), text);
    }

    private record LauncherResult(int code, String text) {}
}
