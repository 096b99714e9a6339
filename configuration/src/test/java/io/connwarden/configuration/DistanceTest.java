package io.connwarden.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistanceTest {

    @ParameterizedTest
    @CsvSource({"kitten,sitting,3", "cooldown,cooldwon,1", "'',abc,3", "abc,'',3", "abc,abc,0", "ab,ba,1", "abc,abcd,1"
    })
    void counts_letters_put_in_taken_out_changed_or_swapped(String left, String right, int expected) {
        assertThat(Distance.between(left, right)).isEqualTo(expected);
    }

    @Test
    void is_symmetric_and_no_longer_than_the_longer_word() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            String left = word(random);
            String right = word(random);
            assertThat(Distance.between(left, right))
                    .as("seed %d: '%s' and '%s'", seed, left, right)
                    .isEqualTo(Distance.between(right, left))
                    .isBetween(Math.abs(left.length() - right.length()), Math.max(left.length(), right.length()));
        }
    }

    private static String word(Random random) {
        return random.ints(random.nextInt(8), 'a', 'd')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
