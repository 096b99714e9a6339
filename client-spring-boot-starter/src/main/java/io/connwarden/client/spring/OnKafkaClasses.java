package io.connwarden.client.spring;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.ClassUtils;

/** The condition for topic clients: the classes of Kafka and of the client's topics. */
final class OnKafkaClasses extends SpringBootCondition {
    private static final String KAFKA = "org.apache.kafka.clients.consumer.Consumer";
    private static final String TOPICS = "io.connwarden.client.topics.KafkaSettings";

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ClassLoader loader = context.getClassLoader();
        boolean present = ClassUtils.isPresent(KAFKA, loader) && ClassUtils.isPresent(TOPICS, loader);
        ConditionMessage.Builder message = ConditionMessage.forCondition("Kafka client");
        return new ConditionOutcome(present, message.because(present ? "on the class path" : "not on the class path"));
    }
}
