package io.connwarden.client.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ElsewhereTest {
    @Test
    void another_thread_does_it() {
        CompletableFuture<Thread> done = new CompletableFuture<>();
        Elsewhere.ELSEWHERE.execute(() -> done.complete(Thread.currentThread()));
        assertThat(done.join()).isNotSameAs(Thread.currentThread());
    }

    @Test
    void this_one_does_it_when_there_is_no_other() {
        assertDoneHere(new Elsewhere(task -> {
            throw new OutOfMemoryError("unable to create native thread");
        }));
        assertDoneHere(new Elsewhere(task -> {
            throw new RejectedExecutionException("closed");
        }));
    }

    private static void assertDoneHere(Elsewhere elsewhere) {
        CompletableFuture<Thread> done = new CompletableFuture<>();
        elsewhere.execute(() -> done.complete(Thread.currentThread()));
        assertThat(done).isCompletedWithValue(Thread.currentThread());
    }
}
