package io.connwarden.actuator.decision.situation;

import static io.connwarden.actuator.decision.SessionBuilder.session;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LockQueuesTest {
    private static final Session HOLDER = session(1).build();
    private static final Session REQUEST = session(2).requestingTableLockOf(1).build();
    private static final Session READER = session(3).waitingForLockOf(2).build();
    private static final LockQueues QUEUES = new LockQueues(List.of(READER, REQUEST, HOLDER));

    @Test
    void sessions_behind_each_other_are_behind_the_holder() {
        assertThat(QUEUES.behind(HOLDER)).containsExactlyInAnyOrder(REQUEST, READER);
        assertThat(QUEUES.behind(REQUEST)).containsExactly(READER);
        assertThat(QUEUES.behind(READER)).isEmpty();
        assertThat(QUEUES.ahead(READER)).containsExactly(1, 2);
        assertThat(QUEUES.ahead(HOLDER)).isEmpty();
    }

    @Test
    void only_a_requested_table_lock_with_a_queue_is_a_queue_head() {
        assertThat(QUEUES.isQueueHead(REQUEST)).isTrue();
        assertThat(QUEUES.isQueueHead(READER)).isFalse();
        assertThat(new LockQueues(List.of(HOLDER, REQUEST)).isQueueHead(REQUEST))
                .isFalse();
        Session rowWaiter = session(2).waitingForLockOf(1).build();
        assertThat(new LockQueues(List.of(HOLDER, rowWaiter, READER)).isQueueHead(rowWaiter))
                .isFalse();
    }

    @Test
    void a_request_is_no_head_if_the_sessions_behind_it_wait_for_the_holder_too() {
        Session reader = session(3).waitingForLockOf(1, 2).build();
        assertThat(new LockQueues(List.of(HOLDER, REQUEST, reader)).isQueueHead(REQUEST))
                .isFalse();
        Session behindPrepared = session(3).waitingForLockOf(0, 2).build();
        assertThat(new LockQueues(List.of(REQUEST, behindPrepared)).isQueueHead(REQUEST))
                .isFalse();
        Session second = session(4).requestingTableLockOf(1, 2).build();
        Session behindBoth = session(3).waitingForLockOf(2, 4).build();
        LockQueues queues = new LockQueues(List.of(HOLDER, REQUEST, second, behindBoth));
        assertThat(queues.isQueueHead(REQUEST)).isTrue();
        assertThat(queues.isQueueHead(second)).isTrue();
    }

    @Test
    void a_deadlock_ends_the_search() {
        Session one = session(1).waitingForLockOf(2).build();
        Session other = session(2).waitingForLockOf(1).build();
        LockQueues queues = new LockQueues(List.of(one, other));
        assertThat(queues.ahead(one)).containsExactly(2);
        assertThat(queues.behind(one)).containsExactly(other);
    }

    @Test
    void a_process_without_a_session_waits_for_no_lock() {
        assertThat(QUEUES.waitsForNoLock(LockQueues.PREPARED_TRANSACTION)).isTrue();
        assertThat(QUEUES.waitsForNoLock(1)).isTrue();
        assertThat(QUEUES.waitsForNoLock(2)).isFalse();
        assertThat(QUEUES.find(9)).isEmpty();
    }
}
