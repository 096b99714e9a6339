package io.connwarden.console.sessions;

import io.connwarden.contracts.message.SessionSnapshot;
import io.connwarden.contracts.message.SessionSnapshot.Row;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;

/**
 * The trees of sessions that wait for each other. Each session is added once, so a cycle ends at its first session, and
 * a queue of n sessions has n nodes.
 */
final class BlockerTrees {
    /** Deeper sessions are added to their ancestor at this depth, because readers of JSON limit the depth. */
    static final int MAX_DEPTH = 100;

    /**
     * A place in a tree.
     *
     * @param pid the session
     * @param parent the node to which the sessions that wait for it are added
     */
    private record Place(int pid, BlockerNode parent, int depth) {
        Place add(BlockerNode node) {
            parent.waiting().add(node);
            return depth < MAX_DEPTH ? new Place(node.pid(), node, depth + 1) : new Place(node.pid(), parent, depth);
        }
    }

    private final LockWaits waits;
    private final Instant serverTime;
    private final Set<Integer> placed = new HashSet<>();
    private final List<BlockerNode> trees = new ArrayList<>();

    private BlockerTrees(LockWaits waits, Instant serverTime) {
        this.waits = waits;
        this.serverTime = serverTime;
    }

    /** Returns the trees. Their roots wait for no session, but for those of a cycle. */
    static List<BlockerNode> of(SessionSnapshot snapshot) {
        BlockerTrees trees = new BlockerTrees(LockWaits.of(snapshot), snapshot.serverTime());
        trees.addTreesOfBlockers();
        trees.addCycles();
        return trees.trees;
    }

    private void addTreesOfBlockers() {
        Set<Integer> blockers = new LinkedHashSet<>(waits.rows().keySet());
        blockers.retainAll(waits.waiting().keySet());
        blockers.addAll(waits.waiting().keySet());
        Queue<Place> roots = new ArrayDeque<>();
        for (int pid : blockers) {
            Row row = waits.rows().get(pid);
            if (row == null || row.blockedBy().isEmpty()) {
                roots.add(root(row == null ? BlockerNode.notListed(pid) : BlockerNode.of(row, serverTime, false)));
            }
        }
        addWaiting(roots);
    }

    /** A session that waits and has no place yet is in a cycle or behind one. */
    private void addCycles() {
        for (Row row : waits.rows().values()) {
            if (!row.blockedBy().isEmpty() && !placed.contains(row.pid())) {
                addWaiting(new ArrayDeque<>(List.of(root(BlockerNode.of(firstOfCycle(row), serverTime, true)))));
            }
        }
    }

    /** Follows the blockers of a session without a place. They all have a row and wait, so the walk meets a cycle. */
    private Row firstOfCycle(Row row) {
        Set<Integer> passed = new HashSet<>();
        Row current = row;
        while (passed.add(current.pid())) {
            current =
                    Objects.requireNonNull(waits.rows().get(current.blockedBy().get(0)));
        }
        return current;
    }

    private Place root(BlockerNode node) {
        placed.add(node.pid());
        trees.add(node);
        return new Place(node.pid(), node, 1);
    }

    private void addWaiting(Queue<Place> places) {
        for (Place place = places.poll(); place != null; place = places.poll()) {
            for (Row row : waits.waitingFor(place.pid())) {
                if (placed.add(row.pid())) {
                    places.add(place.add(BlockerNode.of(row, serverTime, false)));
                }
            }
        }
    }
}
