package io.connwarden.console.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.console.Snapshots;
import io.connwarden.contracts.message.SessionSnapshot.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlockerTreesTest {

    @Test
    void a_chain_is_a_tree_with_its_head_as_root() {
        assertThat(trees(Snapshots.row(1), Snapshots.row(2, 1), Snapshots.row(3, 2), Snapshots.row(9)))
                .containsExactly("1(2(3))");
    }

    @Test
    void a_prepared_transaction_has_a_name() {
        BlockerNode root = BlockerTrees.of(Snapshots.of("db", Snapshots.TIME, Snapshots.row(2, 0)))
                .get(0);
        assertThat(root.pid()).isZero();
        assertThat(root.label()).isEqualTo("prepared transaction");
        assertThat(root.waiting()).extracting(BlockerNode::pid).containsExactly(2);
    }

    @Test
    void a_blocker_without_a_row_is_a_root() {
        assertThat(trees(Snapshots.row(2, 77))).containsExactly("77(2)");
    }

    @Test
    void a_queue_shows_each_session_once_below_the_blocker_closest_to_the_root() {
        assertThat(trees(Snapshots.row(4, 1, 2, 3), Snapshots.row(3, 1, 2), Snapshots.row(2, 1), Snapshots.row(1)))
                .containsExactly("1(4,3,2)");
    }

    @Test
    void a_deadlock_ends_at_its_first_session() {
        List<BlockerNode> trees = BlockerTrees.of(Snapshots.of(
                "db",
                Snapshots.TIME,
                Snapshots.row(4, 3),
                Snapshots.row(3, 2),
                Snapshots.row(2, 1),
                Snapshots.row(1, 3)));
        assertThat(trees).extracting(BlockerTreesTest::text).containsExactly("3(4,1(2))");
        assertThat(trees.get(0).inCycle()).isTrue();
    }

    @Test
    void a_session_that_waits_for_itself_is_shown() {
        assertThat(trees(Snapshots.row(5, 5))).containsExactly("5");
    }

    @Test
    void a_deep_chain_is_limited_in_depth_and_loses_no_session() {
        Row[] chain = IntStream.rangeClosed(1, 5_000)
                .mapToObj(pid -> pid == 1 ? Snapshots.row(1) : Snapshots.row(pid, pid - 1))
                .toArray(Row[]::new);
        List<BlockerNode> trees = BlockerTrees.of(Snapshots.of("db", Snapshots.TIME, chain));
        assertThat(pids(trees)).hasSize(5_000).doesNotHaveDuplicates();
        assertThat(depth(trees)).isEqualTo(BlockerTrees.MAX_DEPTH + 1);
    }

    @Test
    void every_waiting_session_has_one_place_in_random_graphs() {
        Random random = new Random(20260101);
        for (int round = 0; round < 300; round++) {
            int size = 1 + random.nextInt(12);
            List<Row> rows = new ArrayList<>();
            for (int pid = 1; pid <= size; pid++) {
                Integer[] blockers =
                        random.ints(random.nextInt(3), 0, size + 2).boxed().toArray(Integer[]::new);
                rows.add(Snapshots.row(pid, blockers));
            }
            List<Integer> expected = rows.stream()
                    .filter(row -> !row.blockedBy().isEmpty())
                    .map(Row::pid)
                    .toList();
            Collection<Integer> shown =
                    pids(BlockerTrees.of(Snapshots.of("db", Snapshots.TIME, rows.toArray(Row[]::new))));
            assertThat(shown).doesNotHaveDuplicates().containsAll(expected);
        }
    }

    private static List<String> trees(Row... rows) {
        return BlockerTrees.of(Snapshots.of("db", Snapshots.TIME, rows)).stream()
                .map(BlockerTreesTest::text)
                .toList();
    }

    private static String text(BlockerNode node) {
        String waiting = String.join(
                ",", node.waiting().stream().map(BlockerTreesTest::text).toList());
        return node.pid() + (waiting.isEmpty() ? "" : "(" + waiting + ")");
    }

    private static List<Integer> pids(List<BlockerNode> nodes) {
        List<Integer> pids = new ArrayList<>();
        for (BlockerNode node : nodes) {
            pids.add(node.pid());
            pids.addAll(pids(node.waiting()));
        }
        return pids;
    }

    private static int depth(List<BlockerNode> nodes) {
        return nodes.stream().mapToInt(node -> 1 + depth(node.waiting())).max().orElse(0);
    }
}
