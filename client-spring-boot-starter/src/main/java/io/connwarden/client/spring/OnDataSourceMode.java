package io.connwarden.client.spring;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The conditions on the mode of the data source. */
final class OnDataSourceMode {
    private OnDataSourceMode() {}

    private static ConditionOutcome outcome(ConditionContext context, DataSourceMode... accepted) {
        DataSourceMode mode = DataSourceMode.of(context.getEnvironment());
        ConditionMessage message =
                ConditionMessage.forCondition("connwarden.client.datasource").because("the mode is " + mode);
        return new ConditionOutcome(Arrays.asList(accepted).contains(mode), message);
    }

    /** The condition for a router that replaces the data source. */
    static final class Replace extends SpringBootCondition {
        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, @Nullable AnnotatedTypeMetadata metadata) {
            return outcome(context, DataSourceMode.REPLACE);
        }
    }

    /** The condition for a router with connections of its own. */
    static final class Beside extends SpringBootCondition {
        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, @Nullable AnnotatedTypeMetadata metadata) {
            return outcome(context, DataSourceMode.BESIDE);
        }
    }
}
