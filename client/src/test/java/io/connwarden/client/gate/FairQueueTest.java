package io.connwarden.client.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private final List<String> begun = new ArrayList<>();
    private final List<Ticket> tickets = new ArrayList<>();
    private boolean open = true;
    private final FairQueue queue = new FairQueue(100, 1, () -> open);

    @Test
    void within_a_flow_first_come_is_first_served() {
        enter("report", 4);
        endAll();
        assertThat(begun).containsExactly("report 1", "report 2", "report 3", "report 4");
    }

    @Test
    void flows_take_turns_so_that_a_crowd_does_not_hold_up_a_single_one() {
        enter("crowd", 5);
        enter("single", 1);
        enter("pair", 2);
        endAll();
        assertThat(begun)
                .containsExactly("crowd 1", "crowd 2", "single 1", "pair 1", "crowd 3", "pair 2", "crowd 4", "crowd 5");
    }

    @Test
    void a_full_queue_refuses_at_once_and_says_how_full_it_is() {
        FairQueue small = new FairQueue(2, 1, Pace.UNHINDERED);
        assertThat(small.enter(ticket("a"), "a")).isInstanceOf(Entry.Taken.class);
        assertThat(small.enter(ticket("b"), "b")).isInstanceOf(Entry.Taken.class);
        assertThat(small.enter(ticket("c"), "c")).isInstanceOf(Entry.Taken.class);
        assertThat(small.enter(ticket("d"), "d")).isEqualTo(new Entry.Refused(2, 2));
        assertThat(small.counts().waiting()).isEqualTo(2);
    }

    @Test
    void a_queue_that_was_full_takes_again_what_it_has_room_for() {
        FairQueue small = new FairQueue(1, 1, Pace.UNHINDERED);
        Ticket first = ticket("first");
        small.enter(first, "first");
        small.enter(ticket("second"), "second");
        Objects.requireNonNull(first.place()).leave();
        assertThat(small.enter(ticket("third"), "third")).isInstanceOf(Entry.Taken.class);
    }

    @Test
    void while_the_pace_holds_nothing_begins_and_afterwards_nothing_is_lost() {
        open = false;
        enter("held", 3);
        queue.advance();
        assertThat(begun).isEmpty();
        open = true;
        queue.advance();
        endAll();
        assertThat(begun).containsExactly("held 1", "held 2", "held 3");
    }

    @Test
    void the_pace_is_asked_once_for_each_that_begins() {
        List<String> permits = new ArrayList<>(List.of("permit", "permit"));
        FairQueue paced = new FairQueue(100, 10, () -> !permits.isEmpty() && permits.remove("permit"));
        for (int i = 0; i < 5; i++) {
            paced.enter(ticket("paced " + i), "paced");
        }
        assertThat(begun).hasSize(2);
        permits.add("permit");
        paced.advance();
        assertThat(begun).hasSize(3);
    }

    @Test
    void one_who_gave_up_makes_room_and_takes_no_turn() {
        enter("a", 3);
        tickets.get(1).giveUp();
        queue.forget(tickets.get(1), "a");
        assertThat(queue.counts().waiting()).isEqualTo(1);
        endAll();
        assertThat(begun).containsExactly("a 1", "a 3");
    }

    @Test
    void one_who_gave_up_without_saying_so_is_passed_by() {
        enter("a", 3);
        tickets.get(1).giveUp();
        endAll();
        assertThat(begun).containsExactly("a 1", "a 3");
        assertThat(queue.counts()).isEqualTo(new QueueCounts(0, 0, 100, 1));
    }

    private void enter(String flow, int count) {
        for (int i = 1; i <= count; i++) {
            queue.enter(ticket(flow + " " + i), flow);
        }
    }

    private Ticket ticket(String name) {
        Ticket ticket = Ticket.calling(() -> begun.add(name));
        tickets.add(ticket);
        return ticket;
    }

    /** Ends each as soon as it has begun, until none is left inside. */
    private void endAll() {
        List<Ticket> ended = new ArrayList<>();
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Ticket ticket : tickets) {
                Pass pass = ticket.place();
                if (pass != null && !ended.contains(ticket)) {
                    ended.add(ticket);
                    pass.leave();
                    moved = true;
                }
            }
        }
    }
}
