package io.connwarden.standalone.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.standalone.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForegroundTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, false);

    @Test
    void a_task_that_ends_by_itself_keeps_its_exit_code_and_its_failure() throws Exception {
        assertThat(Foreground.run(terminal, resources -> 7)).isEqualTo(7);
        assertThatThrownBy(() -> Foreground.run(terminal, resources -> {
                    throw new SQLException("refused");
                }))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void every_failure_and_every_exit_code_after_ctrl_c_is_an_interrupt() throws Exception {
        assertThat(Foreground.run(terminal, resources -> interruptedWith(resources, null)))
                .isEqualTo(130);
        for (Throwable failure : new Throwable[] {
            new SQLException("connection closed"),
            new IllegalStateException("closed"),
            new InterruptedException(),
            new NoClassDefFoundError("org/example/Hook")
        }) {
            assertThat(Foreground.run(terminal, resources -> interruptedWith(resources, failure)))
                    .as(failure.toString())
                    .isEqualTo(130);
        }
    }

    private int interruptedWith(ResourceStack resources, @Nullable Throwable failure) throws Exception {
        CompletableFuture.runAsync(() -> Foreground.stop(terminal, resources)).join();
        if (failure instanceof Exception exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return 1;
    }

    @Test
    void the_output_of_a_task_after_ctrl_c_is_discarded() throws Exception {
        Foreground.run(terminal, resources -> {
            terminal.printLine("started");
            resources.add(() -> CompletableFuture.runAsync(() -> terminal.printLine("closing"))
                    .join());
            CompletableFuture.runAsync(() -> Foreground.stop(terminal, resources))
                    .join();
            terminal.printLine("failed: java.lang.IllegalStateException");
            return 1;
        });
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("started", "", "Stopping ...", "Stopped. The data is kept.");
    }
}
