package io.connwarden.actuator.wiring;

import io.connwarden.actuator.action.TargetWorkers;
import io.connwarden.actuator.connection.PostgresEmergencyConnections;
import io.connwarden.runtime.ShutdownException;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.runtime.SupervisedThread;
import io.connwarden.runtime.SupervisedThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The start and stop of the service. The service starts in the order of its dependencies, in a separate thread. The
 * thread waits for an unavailable dependency without blocking the start of the application. The emergency connections
 * are opened first, because a full server accepts no session later. The log store and unfinished commands follow, and
 * then Kafka.
 */
class ActuatorLifecycle implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ActuatorLifecycle.class);
    private static final Duration MAX_STOP_WAIT = Duration.ofSeconds(10);

    private final PostgresEmergencyConnections connections;
    private final StoreStartup storeStartup;
    private final TargetWorkers workers;
    private final List<BackgroundThread> backgroundThreads;
    private final KafkaConsumers consumers;
    private final ShutdownSignal shutdown;
    private final SupervisedThreads threads;
    private volatile boolean running;

    ActuatorLifecycle(
            PostgresEmergencyConnections connections,
            StoreStartup storeStartup,
            TargetWorkers workers,
            List<BackgroundThread> backgroundThreads,
            KafkaConsumers consumers,
            ShutdownSignal shutdown) {
        this.connections = connections;
        this.storeStartup = storeStartup;
        this.workers = workers;
        this.backgroundThreads = List.copyOf(backgroundThreads);
        this.consumers = consumers;
        this.threads = new SupervisedThreads(shutdown);
        this.shutdown = shutdown;
    }

    /** A task that starts in a separate thread when the log store is available. */
    record BackgroundThread(String name, Importance importance, Runnable task) {}

    /** The importance of a thread for the readiness of the service. */
    enum Importance {
        ESSENTIAL,
        /** A failure of the thread stops no command, result or alert. */
        AUXILIARY
    }

    @Override
    public void start() {
        running = true;
        connections.open();
        threads.start("startup", this::openInOrder);
    }

    /** Returns all threads of the service. */
    List<SupervisedThread> threads() {
        List<SupervisedThread> all = new ArrayList<>(threads.all());
        all.addAll(workers.threads());
        return all;
    }

    /** Returns the threads that commands, results and alerts need. */
    List<SupervisedThread> essentialThreads() {
        Set<String> auxiliary = backgroundThreads.stream()
                .filter(each -> each.importance() == Importance.AUXILIARY)
                .map(BackgroundThread::name)
                .collect(Collectors.toSet());
        return threads().stream()
                .filter(thread -> !auxiliary.contains(thread.getName()))
                .toList();
    }

    /** Runs again after an internal error; each step then does what is left to do. */
    private void openInOrder() {
        try {
            storeStartup.awaitOpen();
            workers.start();
            backgroundThreads.forEach(each -> threads.start(each.name(), each.task()));
            consumers.start();
            LOG.info("Actuator started");
        } catch (ShutdownException e) {
            LOG.info("Actuator shut down before the start was complete");
        }
    }

    /**
     * Stops the consumers, waits for the current step of every worker and leaves unfinished commands to another
     * process.
     */
    @Override
    public void stop() {
        consumers.stop();
        shutdown.shutDown();
        workers.awaitTermination(MAX_STOP_WAIT);
        threads.awaitTermination(MAX_STOP_WAIT);
        connections.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
