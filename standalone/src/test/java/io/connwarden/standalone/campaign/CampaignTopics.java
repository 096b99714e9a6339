package io.connwarden.standalone.campaign;

import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The topics of the campaign: their creation, deletion and access rights. Retries while the broker is away. */
final class CampaignTopics implements AutoCloseable {
    static final Topics NAMES = Topics.withDefaultPrefix();
    static final int PARTITIONS = 3;

    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final List<String> ALL =
            List.of(NAMES.commands(), NAMES.results(), NAMES.alerts(), NAMES.health(), NAMES.deadLetters());

    private final Admin admin;

    CampaignTopics(String bootstrapServers) {
        this.admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrapServers,
                "request.timeout.ms", "15000",
                "default.api.timeout.ms", "30000",
                "reconnect.backoff.max.ms", "500"));
    }

    void createAll() {
        ALL.forEach(this::create);
    }

    void create(String topic) {
        retry("topic " + topic + " is created", () -> {
            try {
                admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                        .all()
                        .get();
                return true;
            } catch (ExecutionException e) {
                return e.getCause() instanceof TopicExistsException;
            }
        });
    }

    void delete(String topic) {
        retry("topic " + topic + " is deleted", () -> {
            try {
                admin.deleteTopics(List.of(topic)).all().get();
                return true;
            } catch (ExecutionException e) {
                return e.getCause() instanceof UnknownTopicOrPartitionException;
            }
        });
    }

    /** Denies one operation on a topic to all clients; every other operation stays permitted. */
    void forbid(String topic, AclOperation operation) {
        ResourcePattern resource = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
        List<AclBinding> rights = List.of(
                new AclBinding(
                        resource, new AccessControlEntry("User:*", "*", AclOperation.ALL, AclPermissionType.ALLOW)),
                new AclBinding(resource, new AccessControlEntry("User:*", "*", operation, AclPermissionType.DENY)));
        retry(
                "access to topic " + topic + " is denied",
                () -> succeeds(admin.createAcls(rights).all()::get));
    }

    void permit(String topic) {
        AclBindingFilter filter = new AclBindingFilter(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL).toFilter(),
                AccessControlEntryFilter.ANY);
        retry(
                "access to topic " + topic + " is permitted",
                () -> succeeds(admin.deleteAcls(List.of(filter)).all()::get));
    }

    private static boolean succeeds(Callable<?> call) throws Exception {
        try {
            call.call();
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    private static void retry(String condition, Callable<Boolean> attempt) {
        await(condition)
                .atMost(TIMEOUT)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200))
                .until(attempt);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
