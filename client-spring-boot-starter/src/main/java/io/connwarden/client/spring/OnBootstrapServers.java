package io.connwarden.client.spring;

import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The condition for a Kafka of the client's own: a text with commas, or a list. */
final class OnBootstrapServers extends SpringBootCondition {
    private static final String KEY = "connwarden.client.kafka.bootstrap-servers";

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        List<String> servers = Binder.get(context.getEnvironment())
                .bind(KEY, Bindable.listOf(String.class))
                .orElse(List.of());
        ConditionMessage.Builder message = ConditionMessage.forCondition(KEY);
        return new ConditionOutcome(!servers.isEmpty(), message.because(servers.size() + " servers"));
    }
}
