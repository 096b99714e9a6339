package io.connwarden.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwarden.console.web.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {

    @Test
    void all_pages_together_are_the_whole_list_although_an_item_is_added_meanwhile() {
        List<String> items = new ArrayList<>(List.of("e", "c", "a", "d", "b"));
        List<String> read = new ArrayList<>();
        Page<String> page = page(items, null);
        read.addAll(page.items());
        items.add("aa");
        while (page.nextCursor() != null) {
            page = page(items, page.nextCursor());
            read.addAll(page.items());
        }
        assertThat(read).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void a_full_last_page_has_no_cursor() {
        assertThat(page(List.of("a", "b"), null).nextCursor()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 501})
    void a_limit_out_of_range_is_rejected_with_its_name(int limit) {
        assertThatThrownBy(() -> PageRequest.of(limit, null))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("limit");
    }

    @Test
    void a_malformed_cursor_is_rejected_with_its_name() {
        assertThatThrownBy(() -> PageRequest.of(1, "%%"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("cursor");
    }

    private static Page<String> page(List<String> items, String cursor) {
        return PageRequest.ofTargets(2, cursor)
                .select(items, Function.identity(), Comparator.naturalOrder(), Function.identity());
    }
}
