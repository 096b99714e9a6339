package io.connwarden.client.spring;

import com.zaxxer.hikari.HikariConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** The hints for native images: the statements of the client, and the properties of the pool, which are set by name. */
final class ClientRuntimeHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
        hints.resources().registerPattern("io/connwarden/client/lane/*.sql");
        hints.reflection().registerType(HikariConfig.class, MemberCategory.INVOKE_PUBLIC_METHODS);
    }
}
