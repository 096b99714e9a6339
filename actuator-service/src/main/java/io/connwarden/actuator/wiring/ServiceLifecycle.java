package io.connwarden.actuator.wiring;

import io.connwarden.actuator.action.Workers;
import io.connwarden.actuator.lane.EmergencyLanes;
import io.connwarden.actuator.outbox.Relay;
import io.connwarden.actuator.pace.Rest;
import io.connwarden.actuator.pace.Stopped;
import io.connwarden.actuator.recovery.Recovery;
import io.connwarden.actuator.recovery.StoreUpkeep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * Opens the service in the order in which its parts need each other, in a thread of its own: whatever is away is waited
 * for, and the start itself waits for nothing. The lanes come first, for they are what a full server must not shut out;
 * then the store, and with it the work that was left; then Kafka.
 */
class ServiceLifecycle implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceLifecycle.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final EmergencyLanes lanes;
    private final StoreOpening store;
    private final TopicsOpening topics;
    private final Workers workers;
    private final Relay relay;
    private final Recovery recovery;
    private final StoreUpkeep upkeep;
    private final OutboxGauges gauges;
    private final List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers;
    private final Rest rest;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    ServiceLifecycle(
            EmergencyLanes lanes,
            StoreOpening store,
            TopicsOpening topics,
            Workers workers,
            Relay relay,
            Recovery recovery,
            StoreUpkeep upkeep,
            OutboxGauges gauges,
            List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers,
            Rest rest) {
        this.lanes = lanes;
        this.store = store;
        this.topics = topics;
        this.workers = workers;
        this.relay = relay;
        this.recovery = recovery;
        this.upkeep = upkeep;
        this.gauges = gauges;
        this.containers = List.copyOf(containers);
        this.rest = rest;
    }

    @Override
    public void start() {
        running = true;
        lanes.open();
        begin("opening", this::open);
    }

    private void open() {
        try {
            store.untilOpen();
            workers.start();
            begin("heartbeat", recovery.heartbeat());
            begin("search", recovery.search());
            begin("upkeep", upkeep.chores());
            begin("outbox-gauges", gauges.readings());
            begin("relay", relay);
            topics.untilOpen();
            containers.forEach(ConcurrentMessageListenerContainer::start);
            LOG.info("The actuator is at work");
        } catch (Stopped e) {
            LOG.info("Stopped before everything was open");
        }
    }

    private synchronized void begin(String name, Runnable task) {
        if (rest.stopping()) {
            throw new Stopped();
        }
        Thread thread = new Thread(task, name);
        threads.add(thread);
        thread.start();
    }

    /** Reads nothing more, lets everybody finish the step at hand, and leaves the rest to whoever comes next. */
    @Override
    public void stop() {
        containers.forEach(ConcurrentMessageListenerContainer::stop);
        rest.stop();
        workers.awaitStop(STOP_PATIENCE);
        List<Thread> left;
        synchronized (this) {
            left = List.copyOf(threads);
        }
        left.forEach(ServiceLifecycle::join);
        lanes.close();
        running = false;
    }

    private static void join(Thread thread) {
        try {
            thread.join(STOP_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
