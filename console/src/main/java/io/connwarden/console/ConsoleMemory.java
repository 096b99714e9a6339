package io.connwarden.console;

import io.connwarden.console.view.SessionHistory;
import io.connwarden.contracts.message.SessionSnapshot;
import org.springframework.context.ApplicationContext;

/** The samples in the memory of a running console, for a program that measures them. Thread-safe. */
public final class ConsoleMemory {
    private final SessionHistory history;

    private ConsoleMemory(SessionHistory history) {
        this.history = history;
    }

    /** Returns the samples of a console that has been started with {@link ConsoleConfiguration}. */
    public static ConsoleMemory of(ApplicationContext console) {
        return new ConsoleMemory(console.getBean(SessionHistory.class));
    }

    /** Keeps a sample as if it had arrived on the topic. */
    public void add(SessionSnapshot sample) {
        history.add(sample);
    }

    /** Returns the number of kept samples of a target. */
    public int count(String target) {
        return history.sizes(target).size();
    }

    /** Returns the size of all kept samples, in bytes, as the console counts it against its limit. */
    public long memory() {
        return history.memory();
    }
}
