package io.connwarden.client.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LaneGateTest {
    private final LaneGate gate = new LaneGate(3, 1);
    private final List<String> entered = new ArrayList<>();

    @Test
    void places_are_given_until_there_are_none() {
        assertThat(gate.tryEnter(Rank.OWNER)).isNotNull();
        assertThat(gate.tryEnter(Rank.OWNER)).isNotNull();
        assertThat(gate.tryEnter(Rank.OWNER)).isNotNull();
        assertThat(gate.tryEnter(Rank.OWNER)).isNull();
    }

    @Test
    void guests_never_hold_more_than_their_limit_however_empty_the_lane() {
        assertThat(gate.tryEnter(Rank.GUEST)).isNotNull();
        assertThat(gate.tryEnter(Rank.GUEST)).isNull();
        assertThat(gate.tryEnter(Rank.OWNER)).isNotNull();
    }

    @Test
    void owners_enter_in_the_order_in_which_they_came() {
        List<Pass> inside = fill();
        ask("first", Rank.OWNER);
        ask("second", Rank.OWNER);
        ask("third", Rank.OWNER);
        inside.forEach(Pass::leave);
        assertThat(entered).containsExactly("first", "second", "third");
    }

    @Test
    void an_owner_enters_before_a_guest_who_came_earlier() {
        List<Pass> inside = fill();
        ask("guest", Rank.GUEST);
        ask("owner", Rank.OWNER);
        inside.get(0).leave();
        assertThat(entered).containsExactly("owner");
        inside.get(1).leave();
        assertThat(entered).containsExactly("owner", "guest");
    }

    @Test
    void nobody_overtakes_one_who_waits() {
        List<Pass> inside = fill();
        Ticket waiting = ask("waiting", Rank.OWNER);
        inside.get(0).leave();
        assertThat(waiting.place()).isNotNull();
        assertThat(gate.tryEnter(Rank.OWNER)).isNull();
    }

    @Test
    void one_who_gave_up_is_passed_by() {
        List<Pass> inside = fill();
        Ticket impatient = ask("impatient", Rank.OWNER);
        ask("patient", Rank.OWNER);
        assertThat(impatient.giveUp()).isNull();
        inside.get(0).leave();
        assertThat(entered).containsExactly("patient");
        assertThat(gate.counts().ownersInside()).isEqualTo(3);
    }

    @Test
    void a_guest_kept_out_only_by_an_owner_enters_when_that_owner_leaves_the_line() {
        LaneGate small = new LaneGate(2, 1);
        Objects.requireNonNull(small.tryEnter(Rank.OWNER));
        Pass second = Objects.requireNonNull(small.tryEnter(Rank.OWNER));
        Ticket owner = Ticket.calling(() -> entered.add("owner"));
        small.ask(owner, Rank.OWNER);
        small.ask(Ticket.calling(() -> entered.add("guest")), Rank.GUEST);
        owner.giveUp();
        small.forget(owner);
        assertThat(entered).isEmpty();
        second.leave();
        assertThat(entered).containsExactly("guest");
    }

    @Test
    void a_ticket_at_two_gates_is_let_in_by_one_only() {
        LaneGate other = new LaneGate(1, 1);
        Pass there = Objects.requireNonNull(other.tryEnter(Rank.OWNER));
        List<Pass> here = fill();
        Ticket both = ask("both", Rank.OWNER);
        other.ask(both, Rank.GUEST);

        there.leave();
        here.get(0).leave();

        assertThat(entered).containsExactly("both");
        assertThat(other.gave(Objects.requireNonNull(both.place()))).isTrue();
        assertThat(other.counts().guestsInside()).isEqualTo(1);
        assertThat(gate.counts().inside()).isEqualTo(2);
        assertThat(gate.counts().waiting()).isZero();
    }

    @Test
    void giving_up_too_late_answers_the_place_so_that_it_is_not_lost() {
        Ticket ticket = ask("quick", Rank.OWNER);
        assertThat(ticket.giveUp()).isNotNull();
    }

    @Test
    void an_interrupted_thread_does_not_wait() {
        fill();
        Ticket ticket = Ticket.forThisThread();
        gate.ask(ticket, Rank.OWNER);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ticket.await(Long.MAX_VALUE / 2)).isInstanceOf(InterruptedException.class);
    }

    private List<Pass> fill() {
        List<Pass> inside = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            inside.add(Objects.requireNonNull(gate.tryEnter(Rank.OWNER)));
        }
        return inside;
    }

    private Ticket ask(String name, Rank rank) {
        Ticket ticket = Ticket.calling(() -> entered.add(name));
        gate.ask(ticket, rank);
        return ticket;
    }
}
