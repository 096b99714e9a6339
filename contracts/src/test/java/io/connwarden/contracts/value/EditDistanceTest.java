package io.connwarden.contracts.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {

    @ParameterizedTest
    @CsvSource({"kitten,sitting,3", "cooldown,cooldwon,1", "'',abc,3", "abc,'',3", "abc,abc,0", "ab,ba,1", "abc,abcd,1"
    })
    void the_distance_counts_inserted_deleted_replaced_and_swapped_letters(String left, String right, int expected) {
        assertThat(EditDistance.between(left, right)).isEqualTo(expected);
    }

    @Test
    void the_distance_is_symmetric_and_at_most_the_length_of_the_longer_word() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            String left = word(random);
            String right = word(random);
            assertThat(EditDistance.between(left, right))
                    .as("seed %d: '%s' and '%s'", seed, left, right)
                    .isEqualTo(EditDistance.between(right, left))
                    .isBetween(Math.abs(left.length() - right.length()), Math.max(left.length(), right.length()));
        }
    }

    private static String word(Random random) {
        return random.ints(random.nextInt(8), 'a', 'd')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
