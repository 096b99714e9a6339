package io.connwarden.console.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.console.access.Caller;
import io.connwarden.console.export.Exports.Export;
import io.connwarden.console.web.ProblemException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExportsTest {
    private final Exports exports = new Exports(3, 2);
    private int written;

    @Test
    void one_caller_reads_two_exports_and_all_callers_three() throws Exception {
        run(
                "a",
                () -> run("a", () -> {
                    assertRefused("a", "connwarden.console.max-exports-per-caller");
                    run("b", () -> assertRefused("c", "connwarden.console.max-exports"));
                    run("c", this::write);
                }));
        assertThat(written).isEqualTo(1);
    }

    @Test
    void a_refused_export_occupies_nothing() throws Exception {
        run(
                "a",
                () -> run("b", () -> {
                    run("c", () -> {
                        assertRefused("b", "connwarden.console.max-exports");
                        assertRefused("b", "connwarden.console.max-exports");
                    });
                    run("b", this::write);
                }));
        run(
                "a",
                () -> run("a", () -> {
                    assertRefused("a", "connwarden.console.max-exports-per-caller");
                    run("b", this::write);
                }));
        assertThat(written).isEqualTo(2);
    }

    @Test
    void a_failed_export_occupies_nothing() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> run("a", () -> {
                        throw new IOException("the reader has left");
                    }))
                    .isInstanceOf(IOException.class);
        }
        run("a", () -> run("a", this::write));
        assertThat(written).isEqualTo(1);
    }

    private void run(String caller, Export export) throws IOException {
        exports.run(caller(caller), export);
    }

    private void write() {
        written++;
    }

    private void assertRefused(String name, String key) {
        assertThatThrownBy(() -> run(name, this::write)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.getStatusCode().value()).isEqualTo(429);
            assertThat(problem.getHeaders().getFirst("Retry-After")).isEqualTo("5");
            assertThat(problem.getBody().getDetail()).containsPattern(key + "\\b(?!-)");
        });
    }

    private static Caller caller(String name) {
        return new Caller(name, Set.of(), Optional.empty(), "token:" + name, null);
    }
}
