package io.connwarden.standalone.doctor;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The default ports of {@code doctor}: free ports, so that a drill can run beside {@code guard}. */
final class FreePortDefaults implements IDefaultValueProvider {
    private static final Set<String> PORTS = Set.of("--kafka-port", "--store-port", "--http-port");

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option && PORTS.contains(option.longestName()) ? "0" : null;
    }
}
