package io.connwarden.console.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.console.access.Caller;
import io.connwarden.console.web.ProblemException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExportsTest {
    private final Exports exports = new Exports(3, 2);

    @Test
    void one_caller_reads_two_exports_and_all_callers_three() {
        Exports.Permit first = exports.begin(caller("a"));
        exports.begin(caller("a"));
        assertRefused("a", "connwarden.console.max-exports-per-caller");
        exports.begin(caller("b"));
        assertRefused("c", "connwarden.console.max-exports");
        first.release();
        exports.begin(caller("c"));
        assertThat(exports.openCount()).isEqualTo(3);
    }

    @Test
    void a_permit_that_is_released_twice_counts_once() {
        Exports.Permit first = exports.begin(caller("a"));
        exports.begin(caller("a"));
        first.release();
        first.release();
        assertThat(exports.openCount()).isEqualTo(1);
        exports.begin(caller("a"));
        assertRefused("a", "connwarden.console.max-exports-per-caller");
    }

    private void assertRefused(String name, String key) {
        assertThatThrownBy(() -> exports.begin(caller(name)))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.getStatusCode().value()).isEqualTo(429);
                    assertThat(problem.getHeaders().getFirst("Retry-After")).isEqualTo("5");
                    assertThat(problem.getBody().getDetail()).contains(key);
                });
    }

    private static Caller caller(String name) {
        return new Caller(name, Set.of(), Optional.empty(), "token:" + name, null);
    }
}
