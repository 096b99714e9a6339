package io.connwarden.client.gate;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The gate of one lane: as many places as the lane has connections, given in order of arrival, owners first.
 *
 * <p>Guests never hold more than their limit, so {@code places - guestLimit} places are always the owners' alone; and
 * a guest is let in only while no owner waits. Thread-safe.
 */
public final class LaneGate {
    private final Places places;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Ticket> owners = new LinkedHashSet<>();
    private final Set<Ticket> guests = new LinkedHashSet<>();
    private boolean released;
    private final Pass ownerPass = () -> leave(Rank.OWNER);
    private final Pass guestPass = () -> leave(Rank.GUEST);

    /**
     * A gate with every place free.
     *
     * @param places 1 to 10,000
     * @param guestLimit 0 to places
     */
    public LaneGate(int places, int guestLimit) {
        this.places = new Places(places, guestLimit);
    }

    /** A place at once, or null: never waits, and never overtakes one who does. */
    public @Nullable Pass tryEnter(Rank rank) {
        return places.enterUnlessOthersWait(rank) ? pass(rank) : null;
    }

    /** Grants the ticket a place at once or as soon as its turn comes. */
    public void ask(Ticket ticket, Rank rank) {
        lock.lock();
        try {
            line(rank).add(ticket);
            // Said before looking for a place: who leaves from now on will look at the line.
            places.waiting(rank, true);
            admit();
            if (released) {
                ticket.release();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes a ticket out of the line. What it was granted stays granted. */
    public void forget(Ticket ticket) {
        lock.lock();
        try {
            // It waits in one of the two at most.
            if (owners.remove(ticket) || guests.remove(ticket)) {
                // An owner who gives up may have been all that kept the guests out.
                admit();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets everybody who waits, now or later, go on without a place. */
    public void releaseAll() {
        lock.lock();
        try {
            released = true;
            owners.forEach(Ticket::release);
            guests.forEach(Ticket::release);
        } finally {
            lock.unlock();
        }
    }

    /** Whether it was this gate that gave the place. */
    public boolean gave(Pass pass) {
        return pass == ownerPass || pass == guestPass;
    }

    /** How many guests it lets in at a time. */
    public int guestLimit() {
        return places.guestLimit();
    }

    public GateCounts counts() {
        lock.lock();
        try {
            return new GateCounts(
                    places.total(), places.ownersInside(), places.guestsInside(), owners.size(), guests.size());
        } finally {
            lock.unlock();
        }
    }

    private void leave(Rank rank) {
        if (places.leave(rank)) {
            lock.lock();
            try {
                admit();
            } finally {
                lock.unlock();
            }
        }
    }

    private void admit() {
        admit(Rank.OWNER);
        admit(Rank.GUEST);
    }

    private void admit(Rank rank) {
        Iterator<Ticket> line = line(rank).iterator();
        while (line.hasNext() && places.enterFromLine(rank)) {
            Ticket next = line.next();
            line.remove();
            if (!next.grant(pass(rank))) {
                places.leave(rank);
            }
        }
        places.waiting(rank, line.hasNext());
    }

    private Pass pass(Rank rank) {
        return rank == Rank.OWNER ? ownerPass : guestPass;
    }

    private Set<Ticket> line(Rank rank) {
        return rank == Rank.OWNER ? owners : guests;
    }
}
