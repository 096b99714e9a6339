package io.connwarden.actuator.wiring;

import io.connwarden.actuator.action.TargetWorkers;
import io.connwarden.actuator.connection.PostgresEmergencyConnections;
import io.connwarden.actuator.outbox.OutboxRelay;
import io.connwarden.actuator.recovery.BackgroundTasks;
import io.connwarden.actuator.recovery.MaintenanceTask;
import io.connwarden.runtime.ShutdownException;
import io.connwarden.runtime.ShutdownSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * Starts the service in the order of its dependencies, in a separate thread. It waits for an unavailable dependency
 * without blocking the start of the application. The emergency connections are opened first, because a full server
 * accepts no session later. The log store and unfinished commands follow, and then Kafka.
 */
class ActuatorLifecycle implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ActuatorLifecycle.class);
    private static final Duration MAX_STOP_WAIT = Duration.ofSeconds(10);

    private final PostgresEmergencyConnections connections;
    private final StoreStartup storeStartup;
    private final TopicProvisioner topicProvisioner;
    private final TargetWorkers workers;
    private final OutboxRelay relay;
    private final BackgroundTasks backgroundTasks;
    private final MaintenanceTask maintenanceTask;
    private final OutboxGauges gauges;
    private final List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers;
    private final ShutdownSignal shutdown;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    ActuatorLifecycle(
            PostgresEmergencyConnections connections,
            StoreStartup store,
            TopicProvisioner topics,
            TargetWorkers workers,
            OutboxRelay relay,
            BackgroundTasks backgroundTasks,
            MaintenanceTask maintenanceTask,
            OutboxGauges gauges,
            List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers,
            ShutdownSignal shutdown) {
        this.connections = connections;
        this.storeStartup = store;
        this.topicProvisioner = topics;
        this.workers = workers;
        this.relay = relay;
        this.backgroundTasks = backgroundTasks;
        this.maintenanceTask = maintenanceTask;
        this.gauges = gauges;
        this.containers = List.copyOf(containers);
        this.shutdown = shutdown;
    }

    @Override
    public void start() {
        running = true;
        connections.open();
        startThread("opening", this::openInOrder);
    }

    private void openInOrder() {
        try {
            storeStartup.awaitOpen();
            workers.start();
            startThread("heartbeat", backgroundTasks.leaseRenewal());
            startThread("search", backgroundTasks.workPolling());
            startThread("upkeep", maintenanceTask.task());
            startThread("outbox-gauges", gauges.readTask());
            startThread("relay", relay);
            topicProvisioner.provision();
            containers.forEach(ConcurrentMessageListenerContainer::start);
            LOG.info("Actuator started");
        } catch (ShutdownException e) {
            LOG.info("Actuator shut down before the start was complete");
        }
    }

    private synchronized void startThread(String name, Runnable task) {
        if (shutdown.isShutDown()) {
            throw new ShutdownException();
        }
        Thread thread = new Thread(task, name);
        threads.add(thread);
        thread.start();
    }

    /**
     * Stops the consumers, waits for the current step of every worker and leaves unfinished commands to another
     * process.
     */
    @Override
    public void stop() {
        containers.forEach(ConcurrentMessageListenerContainer::stop);
        shutdown.shutDown();
        workers.awaitTermination(MAX_STOP_WAIT);
        List<Thread> left;
        synchronized (this) {
            left = List.copyOf(threads);
        }
        left.forEach(ActuatorLifecycle::join);
        connections.close();
        running = false;
    }

    private static void join(Thread thread) {
        try {
            thread.join(MAX_STOP_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
