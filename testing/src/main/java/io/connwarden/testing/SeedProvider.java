package io.connwarden.testing;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The provider of the seeds of a {@link SeededTest}. JUnit creates it for each test. */
final class SeedProvider implements ArgumentsProvider, AnnotationConsumer<SeededTest> {
    private long[] corpus = {};

    SeedProvider() {}

    @Override
    public void accept(SeededTest test) {
        corpus = LongStream.concat(LongStream.rangeClosed(1, test.count()), LongStream.of(test.corpus()))
                .toArray();
    }

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        if (corpus.length == 0) {
            throw new IllegalStateException("@SeededTest without seeds: set count or corpus");
        }
        return Seeds.corpus(corpus).mapToObj(Arguments::of);
    }
}
