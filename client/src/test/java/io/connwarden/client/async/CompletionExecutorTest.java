package io.connwarden.client.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class CompletionExecutorTest {
    @Test
    void a_future_is_completed_on_another_thread() {
        CompletableFuture<Thread> done = new CompletableFuture<>();
        CompletionExecutor.SHARED.execute(() -> done.complete(Thread.currentThread()));
        assertThat(done.join()).isNotSameAs(Thread.currentThread());
    }

    @Test
    void a_future_is_completed_on_the_current_thread_when_no_other_can_be_started() {
        assertDoneHere(new CompletionExecutor(task -> {
            throw new OutOfMemoryError("unable to create native thread");
        }));
        assertDoneHere(new CompletionExecutor(task -> {
            throw new RejectedExecutionException("closed");
        }));
    }

    private static void assertDoneHere(CompletionExecutor elsewhere) {
        CompletableFuture<Thread> done = new CompletableFuture<>();
        elsewhere.execute(() -> done.complete(Thread.currentThread()));
        assertThat(done).isCompletedWithValue(Thread.currentThread());
    }
}
